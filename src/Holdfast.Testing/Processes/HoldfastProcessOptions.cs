namespace Holdfast.Testing.Processes;

public sealed record HoldfastProcessOptions
{
    public string? WorkingFolder { get; init; }

    /// <summary>Set on top of what the test itself was given.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
