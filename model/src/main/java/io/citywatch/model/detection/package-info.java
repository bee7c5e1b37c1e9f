/** What rules say: detections with deterministic ids and revisions, and the life-alarm rules that need nothing but one record. */
@NullMarked
package io.citywatch.model.detection;

import org.jspecify.annotations.NullMarked;
