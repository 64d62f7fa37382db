namespace Holdfast.Control.Admin;

/// <param name="Type">What a value is, e.g. <c>true or false</c>.</param>
/// <param name="Bounds">What it may be; null: anything of its type.</param>
/// <param name="Default">What is taken when it is left out; null: nothing.</param>
/// <param name="Because">Why it is so; null where it needs no reason.</param>
public sealed record ParameterEntry(
    string Name, string About, bool Required, string Type, string? Bounds, string? Default, string? Because);
