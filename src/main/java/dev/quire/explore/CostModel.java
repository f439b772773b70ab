package dev.quire.explore;

/// A model whose steps cost something. What a step costs is a *label*, a number that the model gives to each sum of
/// costs that some step has; 0 costs nothing. What a label comes to in a *dimension* is never negative, except where a
/// counter goes with its object.
public interface CostModel extends QueuedModel {
    /// The label of what was done since a mark.
    int label(long mark);

    /// Dimensions that some label so far has a cost in.
    int dimensions();

    long cost(int label, int dimension);

    /// The number of labels so far.
    int labels();
}
