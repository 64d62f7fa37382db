using Holdfast.Cli.Starting;
using Holdfast.Control.Access.Oidc;
using Holdfast.Control.Logging;

namespace Holdfast.Cli.Up;

/// <summary>What the command line of <c>up</c> says.</summary>
internal sealed record UpOptions
{
    public string? Plan { get; init; }

    public string? To { get; init; }

    public bool Demo { get; init; }

    public IReadOnlyList<string> Listen { get; init; } = [];

    public string Admin { get; init; } = AdminListener.Default;

    /// <summary>How other machines are asked who they are, where they reach the admin address.</summary>
    public AccessSettings Access { get; init; } = AccessSettings.None;

    /// <summary>Null: the default folder, and for the demo one that is removed.</summary>
    public string? Data { get; init; }

    public string Zone { get; init; } = "";

    /// <summary>Whether whoever reaches the admin listener may read the metrics.</summary>
    public bool OpenMetrics { get; init; }

    /// <summary>Null: no access log. <c>-</c>: standard output.</summary>
    public string? AccessLog { get; init; }

    public LogFormat LogFormat { get; init; }

    /// <summary>Whether all of the HTTP client's metrics are kept, the costly ones too.</summary>
    public bool ClientMetrics { get; init; }
}
