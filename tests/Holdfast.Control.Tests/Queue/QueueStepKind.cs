namespace Holdfast.Control.Tests.Queue;

internal enum QueueStepKind
{
    Accept,
    Claim,
    Settle,
    Renew,
    Sweep,
    Wait,
    SetClock,
    Crash,
    Revive,
    Drop,
}
