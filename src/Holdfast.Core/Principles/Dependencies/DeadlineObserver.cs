using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Dependencies;

/// <summary>Counts the attempts that a deadline ended.</summary>
public sealed class DeadlineObserver : AttemptObserver
{
    public override void Observe(Call call, Attempt attempt, in Outcome outcome, long ended)
    {
        if (outcome.Failure is FailureKind.Deadline or FailureKind.AttemptTimeout) DependenciesSlice.State(attempt.Node.State.Version).Count();
    }
}
