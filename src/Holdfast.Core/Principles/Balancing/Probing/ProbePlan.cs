using System.Text.RegularExpressions;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing.Probing;

/// <summary><c>health.probe</c> of a service: a request of our own to every node, for nodes that no call has tried lately.</summary>
public sealed class ProbePlan
{
    private Regex? _pattern;

    /// <summary>No more than a connection, for nodes of which nothing else can be asked.</summary>
    public static ProbePlan Connect { get; } = new() { Kind = ProbeKind.Tcp };

    public ProbeKind Kind { get; init; } = ProbeFields.Kind.Default;

    /// <summary>Path and query of an HTTP probe; null for the others.</summary>
    public string? Path { get; init; }

    public string Method { get; init; } = ProbeFields.Method.Default;

    public StatusRanges Expect { get; init; } = ProbeFields.Expect.Default;

    /// <summary>Null: the body does not count.</summary>
    public string? Contains { get; init; }

    /// <summary>Null: the body does not count.</summary>
    public string? Matches { get; init; }

    /// <summary>Null: that of the node.</summary>
    public string? Host { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = ProbeFields.Headers.Default;

    /// <summary>Null: the node as a whole.</summary>
    public string? Service { get; init; }

    public TimeSpan Every { get; init; } = ProbeFields.Every.Default;

    /// <summary>0 to 1.</summary>
    public double Jitter { get; init; } = ProbeFields.Jitter.Default;

    public TimeSpan Timeout { get; init; } = ProbeFields.Timeout.Default;

    public int Rise { get; init; } = ProbeFields.Rise.Default;

    public int Fall { get; init; } = ProbeFields.Fall.Default;

    /// <summary><see cref="Matches"/>, ready to be used.</summary>
    public Regex? Pattern => Matches is null ? null : _pattern ??= PatternRules.Compile(Matches);

    /// <summary>What is asked, for people, e.g. <c>probe /healthz</c>.</summary>
    public string Subject => Kind switch
    {
        ProbeKind.Http => $"probe {Path}",
        ProbeKind.Grpc => Service is null ? "probe grpc.health" : $"probe grpc.health {Service}",
        _ => "probe connect",
    };

    /// <summary>Whether the other asks for the same in the same way.</summary>
    public bool IsAlike(ProbePlan other) => ReferenceEquals(this, other) || ProbeFields.Section.Write(this) == ProbeFields.Section.Write(other);
}
