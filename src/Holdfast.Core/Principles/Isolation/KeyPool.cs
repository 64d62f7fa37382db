namespace Holdfast.Core.Principles.Isolation;

/// <summary>The pool of one key.</summary>
/// <param name="Key">As people read it.</param>
internal sealed record KeyPool(string Key, CallPool Pool);
