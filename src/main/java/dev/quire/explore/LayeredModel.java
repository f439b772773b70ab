package dev.quire.explore;

/// A model that several workers search together, each with one of its own. All are in the same initial state, and each
/// takes up states that another kept.
public interface LayeredModel extends Model {
    /// Keeps the present state for the next layer; where.
    long keep();

    /// Goes to a state of the present layer that a model like this one kept.
    void fetch(LayeredModel keeper, long where);

    /// Drops the states of the present layer: what was kept since the last turn takes its place.
    void turn();

    /// Tells the model a state near all of the present layer, one of it. Every model that takes up what others keep is
    /// told
    /// the same, before anything is kept for the next layer.
    default void approach(LayeredModel keeper, long where) {}

    /// The model takes up from now on what one like it and its fellows keep, whatever those were told.
    default void join(LayeredModel other) {}

    /// What this model noted for itself since the last turn (which properties read what, checks that were reached)
    /// counts from now on. A model that ends without is as if it had not stepped since.
    default void commit() {}

    /// Takes over what another model found out about where the values of properties can change.
    default void learn(LayeredModel from) {}
}
