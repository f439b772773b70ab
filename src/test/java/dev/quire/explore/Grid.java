package dev.quire.explore;

/// Two threads count each their word to `bound`: (bound + 1)² states, 2 * bound * (bound + 1) transitions, 2 * bound
/// deep.
final class Grid extends WordsModel {
    private final int bound;

    Grid(int bound) {
        super(2, 0, 0);
        this.bound = bound;
    }

    @Override
    Outcome move(int thread) {
        if (word[thread] == bound) {
            return Outcome.FINISHED;
        }
        word[thread]++;
        return Outcome.MOVED;
    }
}
