using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Telemetry.Why;

/// <summary>Where the rules of the newest revisions are written: a call lives under the revision it began with, and its plan is on disk no more.</summary>
internal sealed class WhyRevisions
{
    public const int RevisionsMax = 16;

    /// <summary>Values of all of them together, 16 bytes each; the newest stays however large it is.</summary>
    public const int ValuesMax = 1_000_000;

    private (int Number, PlanPlaces Places)[] _kept = [];

    public void Add(PlanModel plan)
    {
        var (number, places) = (plan.Revision.Number, plan.Plan.Places);
        var left = ValuesMax - places.Count;
        var others = _kept.Where(one => one.Number != number).Take(RevisionsMax - 1).TakeWhile(one => (left -= one.Places.Count) >= 0);
        Volatile.Write(ref _kept, [(number, places), .. others]);
    }

    /// <returns>As an operator would write it, <c>holdfast.yaml:41</c>; empty: it is not known, or not known any more.</returns>
    public string Place(int revision, string rule)
    {
        if (rule.Length == 0) return "";
        foreach (var (number, places) in Volatile.Read(ref _kept))
        {
            if (number == revision)
                return places.Find(rule) is { } place ? $"{place.File}:{place.Line}" : "";
        }

        return "";
    }
}
