using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Failover;

/// <summary>Tries again what was never sent: an attempt that found no connection.</summary>
public sealed class ConnectRetryPolicy(RetryPlan plan, RetryState state) : RetryPolicy
{
    public override TimeSpan PerTry { get; } = plan.PerTry ?? Timeout.InfiniteTimeSpan;

    public override bool TriesAgain(Call call, NodeModel node, in Outcome outcome)
    {
        if (outcome.Failure != FailureKind.Connect || call.Attempts >= plan.Attempts) return false;
        state.Retried();
        return true;
    }
}
