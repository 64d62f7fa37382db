using CsCheck;

namespace Holdfast.Control.Tests.Queue;

/// <summary>One thing that happens to a queue, drawn at random.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Pick">Which lane, key, claim or amount; each kind makes of it what it needs.</param>
internal sealed record QueueStep(QueueStepKind Kind, int Pick)
{
    /// <summary>What is common comes often, what is rare comes at times.</summary>
    public static readonly Gen<QueueStep> Any = Gen.Select(
        Gen.Frequency(
            (6, Gen.Const(QueueStepKind.Accept)), (4, Gen.Const(QueueStepKind.Claim)), (5, Gen.Const(QueueStepKind.Settle)), (1, Gen.Const(QueueStepKind.Renew)),
            (2, Gen.Const(QueueStepKind.Sweep)), (3, Gen.Const(QueueStepKind.Wait)), (1, Gen.Const(QueueStepKind.SetClock)), (1, Gen.Const(QueueStepKind.Crash)),
            (1, Gen.Const(QueueStepKind.Revive)), (1, Gen.Const(QueueStepKind.Drop))),
        Gen.Int[0, 1_000], static (kind, pick) => new QueueStep(kind, pick));
}
