/** Aliyun's short message service (Dysmsapi) and voice service (Dyvmsapi), version 2017-05-25, and their reports. */
@NullMarked
package io.citywatch.alerts.notify.aliyun;

import org.jspecify.annotations.NullMarked;
