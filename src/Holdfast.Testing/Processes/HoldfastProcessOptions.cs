namespace Holdfast.Testing.Processes;

public sealed record HoldfastProcessOptions
{
    public string? WorkingFolder { get; init; }

    /// <summary>Most open files; null: as many as the test itself may have.</summary>
    public int? FilesMax { get; init; }

    /// <summary>Set on top of what the test itself was given.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
