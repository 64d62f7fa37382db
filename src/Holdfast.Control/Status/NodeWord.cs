using Holdfast.Core.Telemetry;

namespace Holdfast.Control.Status;

/// <summary>A node's state as a sign.</summary>
/// <param name="Rank">What hurts more has the lower one.</param>
public readonly record struct NodeWord(char Sign, Tone Tone, bool IsWithheld, int Rank)
{
    /// <summary>A node that gets calls and fails them hurts callers now; one that is withheld no longer does.</summary>
    public static NodeWord Of(NodeStatus node) => node.State switch
    {
        "usable" or "unknown" when node.FailureRatio >= StatusReport.FailingRatio => new('x', Tone.Bad, IsWithheld: false, Rank: 0),
        "usable" => new('+', Tone.Good, IsWithheld: false, Rank: 3),
        "unknown" => new('?', Tone.Faint, IsWithheld: false, Rank: 3),
        "draining" or "drained" => new('-', Tone.Warning, IsWithheld: true, Rank: 2),
        _ => new('x', Tone.Bad, IsWithheld: true, Rank: 1),
    };
}
