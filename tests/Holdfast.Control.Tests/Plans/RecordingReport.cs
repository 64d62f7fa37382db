using Holdfast.Control.Plans;
using Holdfast.Core.Plan;

namespace Holdfast.Control.Tests.Plans;

internal sealed class RecordingReport : IPlanReport
{
    private readonly List<string> _told = [];

    public IReadOnlyList<string> Told
    {
        get { lock (_told) return [.. _told]; }
    }

    public void Began() => Tell("began");

    public void Live(HoldfastPlan before, HoldfastPlan now) => Tell("live");

    public void Refused(PlanRefusal refusal) => Tell("refused");

    public void Unchanged(bool isAsked) => Tell(isAsked ? "unchanged, asked" : "unchanged");

    private void Tell(string what)
    {
        lock (_told)
            _told.Add(what);
    }
}
