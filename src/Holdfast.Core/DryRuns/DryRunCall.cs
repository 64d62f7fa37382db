using System.Globalization;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;

namespace Holdfast.Core.DryRuns;

/// <summary>A call that was, asked once more: it has what was kept of it, and says when it is asked for anything else.</summary>
internal sealed class DryRunCall(TimeProvider time) : Call(time)
{
    private RecentCall _kept;

    /// <summary>Whether it was asked for what was not kept: then what was decided says nothing.</summary>
    public bool HasMissed { get; private set; }

    public override bool CallerGone => false;

    public override string Method => Missed();

    public override string Host => Missed();

    /// <summary>Paths are not kept: what stands in them may be a secret.</summary>
    public override string Path => Missed();

    public override string ClientAddress => Text(_kept.Client);

    public override bool IsTokenChecked => Missed().Length > 0;

    public override bool TryGetHeader(string name, out string value) => TryGet(KeyPartKind.Header, name, out value);

    public override bool TryGetCookie(string name, out string value) => TryGet(KeyPartKind.Cookie, name, out value);

    public override bool TryGetQuery(string name, out string value) => TryGet(KeyPartKind.Query, name, out value);

    public override ValueTask<Outcome> AnswerAsync(StoredAnswer answer) => new(Outcome.Answered(answer.Status));

    public void Begin(in RecentCall kept, PlanModel plan, InterfaceModel target)
    {
        Reset();
        (_kept, HasMissed) = (kept, false);
        (Plan, Interface, Criticality) = (plan, target, kept.Criticality);
        Arrive();
    }

    protected internal override ValueTask<Outcome> AttemptAsync(Attempt attempt, CancellationToken timeIsUp) => new(Outcome.Answered(200));

    private bool TryGet(KeyPartKind kind, string name, out string value)
    {
        var place = _kept.Keys.PlaceOf(kind, name);
        value = place < 0 ? Missed() : Text(_kept[place]);
        return value.Length > 0;
    }

    private string Missed()
    {
        HasMissed = true;
        return "";
    }

    /// <summary>Stands for what was hashed: the same for the same, and for nothing else.</summary>
    private static string Text(ulong hash) => hash == 0 ? "" : hash.ToString("x16", CultureInfo.InvariantCulture);
}
