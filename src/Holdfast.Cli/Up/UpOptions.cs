namespace Holdfast.Cli.Up;

/// <summary>What the command line of <c>up</c> says.</summary>
internal sealed record UpOptions
{
    public string? Plan { get; init; }

    public string? To { get; init; }

    public IReadOnlyList<string> Listen { get; init; } = [];

    public required string Admin { get; init; }

    public string? Data { get; init; }

    public required string Zone { get; init; }
}
