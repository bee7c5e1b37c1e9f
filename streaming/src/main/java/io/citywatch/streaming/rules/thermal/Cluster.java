package io.citywatch.streaming.rules.thermal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Hot pixels that touch, corners included, by their indexes. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Cluster(int[] pixels) {
    private static final byte TAKEN = 64;

    /** All clusters of a mark with so many pixels or more. */
    static List<Cluster> find(byte[] marks, int width, byte mark, int fewest) {
        List<Cluster> clusters = new ArrayList<>();
        int[] stack = new int[16];
        for (int i = 0; i < marks.length; i++) {
            if ((marks[i] & mark) == 0 || (marks[i] & TAKEN) != 0) {
                continue;
            }
            int size = 1;
            marks[i] |= TAKEN;
            stack[0] = i;
            // The stack is the cluster too: what was looked at stays below what is still to look at.
            for (int next = 0; next < size; next++) {
                int y = stack[next] / width;
                int x = stack[next] % width;
                for (int row = Math.max(0, y - 1); row <= y + 1 && row * width < marks.length; row++) {
                    for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
                        int neighbour = row * width + column;
                        if ((marks[neighbour] & mark) != 0 && (marks[neighbour] & TAKEN) == 0) {
                            marks[neighbour] |= TAKEN;
                            if (size == stack.length) {
                                stack = Arrays.copyOf(stack, 2 * size);
                            }
                            stack[size++] = neighbour;
                        }
                    }
                }
            }
            if (size >= fewest) {
                clusters.add(new Cluster(Arrays.copyOf(stack, size)));
            }
        }
        for (int i = 0; i < marks.length; i++) {
            marks[i] &= ~TAKEN;
        }
        return clusters;
    }

    /** Whether it holds a pixel of another. */
    boolean meets(boolean[] taken) {
        for (int pixel : pixels) {
            if (taken[pixel]) {
                return true;
            }
        }
        return false;
    }

    void addTo(boolean[] taken) {
        for (int pixel : pixels) {
            taken[pixel] = true;
        }
    }
}
