using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Failover.Resolving;

/// <summary>Looks names up, a few at a time, and keeps what becomes of them.</summary>
internal sealed class NameLookUp(AgentContext context, INodeResolver resolver)
{
    /// <summary>Look-ups on their way at once.</summary>
    public const int AtOnceMax = 16;

    /// <summary>Longer than the five seconds after which a resolver asks its next server, by default.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>How soon a name without any address is tried again.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>Share by which times between look-ups differ by chance, up and down.</summary>
    private const double Jitter = 0.1;

    private static readonly NameAnswer TooLate = new([], $"no answer within {Patience.TotalSeconds:0.#} s");

    /// <summary>
    /// Looks up those names of a plan that are not known, or that were to be looked up again. Takes no longer than one
    /// look-up, however many there are: what is left over then counts as not resolved, and is the agent's to look up.
    /// </summary>
    public async Task RunAsync(HoldfastPlan plan, CancellationToken cancellation)
    {
        var now = context.Time.GetTimestamp();
        var due = FollowedName.In(plan, context.Compile).Where(name => name.IsDue(now)).ToArray();
        using var timeout = new CancellationTokenSource(Patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await RunAsync(due, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            foreach (var name in due)
                if (name.State.Find(name.Name) is null) Keep(name, TooLate);
        }
    }

    /// <returns>Whether any name stands for other addresses than before.</returns>
    public async Task<bool> RunAsync(IEnumerable<FollowedName> names, CancellationToken cancellation)
    {
        var changes = 0;
        await Parallel.ForEachAsync(
            names, new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax, CancellationToken = cancellation },
            async (name, end) =>
            {
                if (Keep(name, await AskAsync(name.Name.Host, end))) Interlocked.Increment(ref changes);
            });
        return changes > 0;
    }

    private bool Keep(FollowedName followed, NameAnswer answer)
    {
        var choice = AddressChoice.Of(answer.Addresses, followed.Name.Port, resolver.Own, followed.Exceptions);
        var before = followed.State.Find(followed.Name);
        var wait = followed.Every * (1 + (((context.Compile.Random.NextDouble() * 2) - 1) * Jitter));
        if (before is not { Addresses.IsEmpty: false } && choice.Addresses.IsEmpty && wait > Again) wait = Again;
        var due = context.Time.GetTimestamp() + (long)(wait.TotalSeconds * context.Time.TimestampFrequency);
        var after = ResolveMachine.Next(before, choice, answer.Fault, due);
        followed.State.Set(followed.Name, after);
        ResolveSignals.Tell(context.Signals, followed, before, after);
        return ResolveMachine.IsChange(before, after);
    }

    private async Task<NameAnswer> AskAsync(string host, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(Patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await resolver.ResolveAsync(host, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return TooLate;
        }
    }
}
