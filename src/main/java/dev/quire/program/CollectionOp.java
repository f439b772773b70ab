package dev.quire.program;

/// Operations on lists and maps. Arguments start with the handle; `v` stands for the words of a value.
public enum CollectionOp {
    /// (list, v)
    PUSH,
    /// (list, index, v)
    INSERT,
    /// (list, index) -> v; an index out of bounds fails
    GET,
    /// (list, index, v)
    SET,
    /// (list, index)
    REMOVE_AT,
    /// (handle) -> int
    SIZE,
    /// (handle)
    CLEAR,
    /// (handle): the collection itself goes
    DELETE,
    /// (map, key) -> v; a missing key fails
    MAP_GET,
    /// (map, key, v)
    MAP_PUT,
    /// (map, key)
    MAP_REMOVE,
    /// (map, key) -> bool
    MAP_HAS,
    /// (map, index) -> key
    MAP_KEY_AT,
    /// (map, index) -> v
    MAP_VALUE_AT,
    /// (map, key) -> int: the index of the first key >= key
    MAP_CEILING
}
