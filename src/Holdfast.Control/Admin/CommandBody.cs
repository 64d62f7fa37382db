using System.Text.Json;

namespace Holdfast.Control.Admin;

/// <summary>What is posted to have a command carried out.</summary>
public sealed record CommandBody
{
    /// <summary>Who wants it.</summary>
    public string? By { get; init; }

    public string? Why { get; init; }

    /// <summary>By the names of the command's parameters: texts, numbers, true or false.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Arguments { get; init; }
}
