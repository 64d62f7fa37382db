namespace Holdfast.Testing.Processes;

public sealed record HoldfastProcessOptions
{
    public string? WorkingFolder { get; init; }

    /// <summary>Most open files; null: as many as the test itself may have.</summary>
    public int? FilesMax { get; init; }

    /// <summary>A command that becomes the process that it is given; empty: it is started by itself.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>Set on top of what the test itself was given.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
