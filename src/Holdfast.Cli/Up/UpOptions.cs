using Holdfast.Cli.Starting;

namespace Holdfast.Cli.Up;

/// <summary>What the command line of <c>up</c> says.</summary>
internal sealed record UpOptions
{
    public string? Plan { get; init; }

    public string? To { get; init; }

    public bool Demo { get; init; }

    public IReadOnlyList<string> Listen { get; init; } = [];

    public string Admin { get; init; } = AdminListener.Default;

    /// <summary>Null: the default folder, and for the demo one that is removed.</summary>
    public string? Data { get; init; }

    public string Zone { get; init; } = "";
}
