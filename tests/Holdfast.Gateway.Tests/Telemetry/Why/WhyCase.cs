using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Telemetry.Why;

/// <summary>One way in which a request can be refused, fail, or be helped, and what must be said of it.</summary>
/// <param name="Decision">Stable name of what decided about it, as the answer and the report have it.</param>
/// <param name="Stage">Where that was.</param>
/// <param name="Status">What the caller gets.</param>
internal sealed record WhyCase(string Decision, string Stage, int Status)
{
    public Func<PlanText, PlanText> Plan { get; init; } = static plan => plan;

    /// <summary>What tells the row from another with the same decision; empty: there is none.</summary>
    public string Title { get; init; } = "";

    public OriginScript Node { get; init; } = OriginAnswers.Ok;

    /// <summary>Of further nodes.</summary>
    public IReadOnlyList<OriginScript> Others { get; init; } = [];

    /// <summary>Brings the gateway into the state in which the request is decided about.</summary>
    public Func<Scene, Task> Before { get; init; } = static _ => Task.CompletedTask;

    public HttpMethod Method { get; init; } = HttpMethod.Get;

    public string Target { get; init; } = "/some/path?secret=word";

    public HttpContent? Body { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>How the report calls it.</summary>
    public string Outcome { get; init; } = "refused";

    /// <summary>What stands in the line of the plan that the report names; empty: there is no rule.</summary>
    public string Line { get; init; } = "";

    /// <summary>Name of the number it was decided on.</summary>
    public string Measure { get; init; } = "";

    /// <summary>What that was held against; null: it is whatever the plan makes it.</summary>
    public double? Bound { get; init; }

    /// <summary>What the caller is told of, where that is something else.</summary>
    public string? Told { get; init; }

    /// <summary>Id of the error that the caller is told; empty: he is told of none.</summary>
    public string Error { get; init; } = "";

    /// <summary>How the attempts ended, in their order.</summary>
    public IReadOnlyList<string> Attempts { get; init; } = [];

    /// <summary>A stage after the one that refused, which the call must not have come to.</summary>
    public string NotReached { get; init; } = "";

    /// <summary>Whether the caller is told, in the place of an answer, rather than passed one.</summary>
    public bool IsTold { get; init; } = true;

    public override string ToString() => Title.Length == 0 ? Decision : $"{Decision}: {Title}";
}
