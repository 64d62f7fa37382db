using Holdfast.Core.Evidence;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Staging;

/// <summary>A plan that went live for all requests and is watched: how the calls of what it touches went before, and how they have gone since.</summary>
/// <remarks>Reads counts that are kept anyway, now and then: no call knows of it. Not safe for several threads.</remarks>
public sealed class BakedPlan
{
    /// <summary>As where a share tries a plan: slower than 95 of 100 were is slow.</summary>
    private const double UsualRatio = 0.95;

    /// <summary>Answered calls below which it is not known what is usual.</summary>
    private const int AnsweredMin = 100;

    private const int Questions = 3;

    private readonly Func<string, CallCounts?> _read;
    private readonly Watched[] _watched;

    /// <param name="before">The plan that was live.</param>
    /// <param name="after">The one that goes live.</param>
    /// <param name="alpha">In how many of all runs a plan that is no worse may be called worse.</param>
    /// <param name="past">How the calls of an interface went lately; null: it is not known.</param>
    /// <param name="read">What has been counted of an interface until now; null: nothing.</param>
    public BakedPlan(HoldfastPlan before, HoldfastPlan after, double alpha, Func<string, CallCounts?> past, Func<string, CallCounts?> read)
    {
        _read = read;
        var names = Scope(before, after).ToArray();
        _watched = [.. names.Select(name => new Watched(name, read(name) ?? CallCounts.None, past(name) ?? CallCounts.None, alpha / (Questions * names.Length)))];
    }

    /// <summary>What became of the calls since.</summary>
    public StageSide Since => Sum(static one => one.Since);

    /// <summary>And lately before.</summary>
    public StageSide Before => Sum(static one => one.Before);

    /// <param name="isLeftOut">Whether what became of the calls of an interface since the last look is somebody else's doing.</param>
    /// <returns>What is worse, in one line; null: nothing that is known of.</returns>
    public string? Look(Predicate<string> isLeftOut)
    {
        foreach (var one in _watched)
        {
            one.Read(_read(one.Name), isLeftOut(one.Name));
            if (one.Worse is { } worse) return worse;
        }

        return null;
    }

    /// <summary>Interfaces that it changes, or whose service it does; all of them where it changes what belongs to all.</summary>
    private static IEnumerable<string> Scope(HoldfastPlan before, HoldfastPlan after)
    {
        var touch = PlanTouch.Of(before, after);
        return after.Interfaces.Values.Where(one => touch.HasOthers || touch.MovesRequests || touch.Interfaces.Contains(one.Name) || touch.Services.Contains(one.Service)).Select(static one => one.Name);
    }

    private StageSide Sum(Func<Watched, StageSide> of)
    {
        StageSide sum = default;
        foreach (var side in _watched.Select(of)) sum = new StageSide(sum.Calls + side.Calls, sum.Failed + side.Failed, sum.Refused + side.Refused, sum.Slow + side.Slow);
        return sum;
    }

    private sealed class Watched
    {
        private readonly BakeTest _failed;
        private readonly BakeTest _refused;
        private readonly BakeTest? _slow;
        private readonly int _usual;
        private CallCounts _start;
        private CallCounts _last;

        public Watched(string name, CallCounts start, CallCounts past, double alpha)
        {
            (Name, _start, _last) = (name, start, start);
            var answered = past.Successes + past.Failures;
            // In the bucket of what is usual nothing is slower than usual.
            _usual = answered < AnsweredMin ? LatencyBuckets.Count : LatencyBuckets.IndexOf((long)past.Quantile(UsualRatio).TotalMicroseconds);
            Before = Side(past);
            (_failed, _refused) = (new BakeTest(alpha, Before.Calls, Before.Failed), new BakeTest(alpha, Before.Calls, Before.Refused));
            _slow = answered < AnsweredMin ? null : new BakeTest(alpha, Before.Calls, Before.Slow);
        }

        public string Name { get; }

        public StageSide Before { get; }

        public StageSide Since { get; private set; }

        public string? Worse => _failed.IsWorse(Since.Calls, Since.Failed) ? Say("failed", Since.Failed, Before.Failed)
            : _refused.IsWorse(Since.Calls, Since.Refused) ? Say("were refused", Since.Refused, Before.Refused)
            : _slow?.IsWorse(Since.Calls, Since.Slow) == true ? Say("were slow", Since.Slow, Before.Slow) : null;

        public void Read(CallCounts? now, bool isLeftOut)
        {
            if (now is null) return;
            // It was taken out of the plan and put in again: it counts from the beginning.
            if (now.Total < _last.Total) _start = _last = CallCounts.None;
            if (isLeftOut) _start = _start.Plus(now.Since(_last));
            _last = now;
            Since = Side(now.Since(_start));
        }

        private StageSide Side(CallCounts counts) => new(
            counts.Total - counts.Cancelled, counts.Failures, counts.Refused, counts.Latencies.Skip(_usual + 1).Sum());

        private string Say(string what, long since, long before) => $"{since} of {Since.Calls} calls of {Name} {what} under it, and {before} of {Before.Calls} just before";
    }
}
