package digestbot.content.paging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A document element that can be sliced at any character; each slice keeps the enclosing
/// structure.
///
/// @param <T> the type of a slice
sealed interface SliceableBlock<T> {

    /// The number of UTF-16 units of plain text.
    int length();

    /// The part from one offset to another (exclusive); both are within the length, and the part is
    /// not empty.
    T slice(int from, int to);

    /// Plain text with its enclosing structure.
    record Leaf<T>(int length, Slicer<T> cut) implements SliceableBlock<T> {

        /// Cuts from one offset to another (exclusive).
        interface Slicer<T> {
            T apply(int from, int to);
        }

        @Override
        public T slice(int from, int to) {
            return cut.apply(from, to);
        }
    }

    /// A sequence of parts with its enclosing structure.
    final class Branch<C, T> implements SliceableBlock<T> {

        /// Rebuilds the element around some of its children.
        interface Wrapping<C, T> {
            /// Rebuilds the element around these children; `first` is the index of the first one
            /// among all.
            T apply(List<C> children, int first);
        }

        private final List<SliceableBlock<C>> children;
        /// The start of each child, and the end of the last one.
        private final int[] starts;
        private final T whole;
        private final Wrapping<C, T> wrapping;

        Branch(List<SliceableBlock<C>> children, T whole, Wrapping<C, T> wrapping) {
            this.children = children;
            this.starts = new int[children.size() + 1];
            this.whole = whole;
            this.wrapping = wrapping;
            for (int i = 0; i < children.size(); i++) {
                starts[i + 1] = starts[i] + children.get(i).length();
            }
        }

        @Override
        public int length() {
            return starts[children.size()];
        }

        @Override
        public T slice(int from, int to) {
            if (from == 0 && to == length()) {
                return whole;
            }
            List<C> parts = new ArrayList<>();
            int first = childAt(from);
            for (int i = first; i < children.size() && starts[i] < to; i++) {
                int low = Math.max(from, starts[i]);
                int high = Math.min(to, starts[i + 1]);
                if (low < high) {
                    parts.add(children.get(i).slice(low - starts[i], high - starts[i]));
                }
            }
            return wrapping.apply(parts, first);
        }

        /// The child that contains the character: the last one that starts at or before it.
        private int childAt(int offset) {
            int found = Arrays.binarySearch(starts, offset);
            int child = found >= 0 ? found : -found - 2;
            while (starts[child + 1] == offset) {
                child++;
            }
            return child;
        }
    }
}
