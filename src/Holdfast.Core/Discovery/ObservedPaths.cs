using Holdfast.Core.DryRuns;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Matching;

namespace Holdfast.Core.Discovery;

/// <summary>The interfaces that a backend turns out to have, from the calls it answers: which methods and paths, how many, how long they take. For a process that stands before one service without a plan.</summary>
/// <remarks>
/// A path is taken up when a call of it was answered well: what scanners ask for is not. From then on all of its
/// calls count, whatever becomes of them. Of what is taken for a value nothing is kept; what looks like a word is, until there are many of its kind.
/// </remarks>
/// <param name="backend">Where all calls go.</param>
public sealed class ObservedPaths(Uri backend, TimeProvider time)
{
    private const int LearnedBelow = 400;

    /// <summary>As <see cref="SeenMethods"/> counts: GET and HEAD.</summary>
    private const int ReadingMax = 1;

    private readonly PathTree _tree = new();
    private readonly long _began = time.GetTimestamp();
    private readonly Striped _others = new(2);

    private const int NotLearnedAt = 0;
    private const int BeyondAt = 1;

    public Uri Backend => backend;

    /// <summary>A call has come. Takes no lock and allocates nothing.</summary>
    public void Enter(Call call)
    {
        if (SeenMethods.IndexOf(call.Method) is not (>= 0 and var method) || _tree.Find(method, call.Path) is not { } seen) return;
        seen.Begin(Second(time.GetTimestamp()));
        call.Seen = seen;
    }

    /// <summary>It has ended. Once for each that came, also where <see cref="Enter"/> was not told.</summary>
    /// <param name="bodyBytes">Of the request, as far as they came.</param>
    public void Leave(Call call, in Outcome outcome, long bodyBytes)
    {
        call.Seen?.End();
        if ((call.Seen ?? Learn(call, outcome)) is not { } seen) return;
        seen.Present.Add(outcome, call.Taken, bodyBytes);
    }

    public ObservedReport Report()
    {
        Span<long> others = stackalloc long[2];
        _others.ReadInto(others);
        var names = new InterfaceNames();
        var lines = _tree.All().OrderBy(static one => one.Path, StringComparer.Ordinal).ThenBy(static one => one.Method, StringComparer.Ordinal)
            .Select(one => ObservedPath.Of(names.Next(one.Method, one.Path), one.Method, one.Path, one.Calls)).ToArray();
        return new ObservedReport(
            backend.GetLeftPart(UriPartial.Authority), time.GetUtcNow(), time.GetElapsedTime(_began).TotalSeconds,
            lines.Sum(static line => line.Calls) + others[NotLearnedAt] + others[BeyondAt], lines, others[NotLearnedAt], others[BeyondAt], _tree.IsFull);
    }

    /// <summary>With what the last calls say of bursts: where paths have become one, no meter has counted theirs together.</summary>
    public ObservedReport Report(RecentCalls recent)
    {
        var peaks = RecentPeaks.Of(recent, _tree.PresentOf, time);
        var report = Report();
        return report with { Paths = [.. report.Paths.Select(line => peaks.TryGetValue(line.Number, out var peak) ? line.AtLeast(peak) : line)] };
    }

    /// <summary>A request such as those that count for a number of <see cref="RecentCall.Path"/>, so that a plan can be asked who would take it.</summary>
    /// <returns>By number; one that is not in it is not known.</returns>
    internal Func<int, IRequestHead?> Heads()
    {
        var heads = _tree.All().ToDictionary(static one => one.Calls.Number, static one => new ObservedHead(one.Method, one.Path));
        return number => heads.GetValueOrDefault(_tree.PresentOf(number));
    }

    private SeenCalls? Learn(Call call, in Outcome outcome)
    {
        if (call.Interface is null) return null;
        var method = SeenMethods.IndexOf(call.Method);
        if (method < 0 || !IsGood(outcome, isReading: method <= ReadingMax))
        {
            _others.Add(NotLearnedAt);
            return null;
        }

        if (_tree.Learn(method, call.Path) is not { } seen)
        {
            _others.Add(BeyondAt);
            return null;
        }

        seen.Present.Late(Second(call.Started));
        return call.Seen = seen;
    }

    /// <summary>Where all that is not there is sent to a page to sign in at, a redirect says nothing of what was asked for; of what does something it is the answer.</summary>
    private static bool IsGood(in Outcome outcome, bool isReading) =>
        outcome is { Kind: OutcomeKind.Success, Began: true, Status: < LearnedBelow } && !(isReading && outcome.Status is 301 or 302 or 303 or 307 or 308);

    private long Second(long timestamp) => Math.Max(0, (timestamp - _began) / time.TimestampFrequency);
}
