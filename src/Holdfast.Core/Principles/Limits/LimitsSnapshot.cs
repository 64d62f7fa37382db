namespace Holdfast.Core.Principles.Limits;

/// <summary>Every limit, and every interface without one: where it stands, and what it did.</summary>
internal static class LimitsSnapshot
{
    private static readonly string[] Columns =
    [
        "rule", "subject", "kind", "amount", "per", "state", "left", "keys", "waiting", "allowed", "refused", "would_refuse", "forgotten",
    ];

    public static Snapshot Take(string slice, SliceContext context) => new(slice, [new SnapshotTable("limits", Columns, [.. Rows(context)])]);

    private static IEnumerable<object?[]> Rows(SliceContext context)
    {
        var now = context.State.Time.GetTimestamp();
        foreach (var seat in LimitsSlice.Seats(context.Plan)) yield return Row(seat, now);
        foreach (var target in context.Plan.Interfaces.Values.Where(static target => target.Plan.Sections.Get(LimitPlan.Field).Count == 0))
            yield return [$"interfaces.{target.Name}", $"interfaces.{target.Name}", "none", .. Enumerable.Repeat<object?>(null, Columns.Length - 3)];
    }

    private static object?[] Row(LimitSeat seat, long now)
    {
        var (set, model) = (seat.Set, seat.Model);
        var counts = set.Tallies.Read();
        // Of those without a key, where there are keys: each has its own.
        var left = set.Common is { } cell ? Math.Floor(cell.Left(set.Clock.At(now))) : (double?)null;
        return
        [
            model.Rule, seat.Subject, Word(model.Kind), LimitSignals.Amount(model.Plan), LimitFields.Per.Shape.WriteAny(model.Plan.Per), State(seat),
            left, set.Keys?.Count, model.Kind == LimitKind.Pace ? set.Waiting : null, counts.Allowed, counts.Refused, counts.WouldRefuse, set.Keys?.Forgotten,
        ];
    }

    private static string State(LimitSeat seat) => seat switch
    {
        { Model.Watch.IsBusy: false } => "at-rest",
        { Set.Alarm.IsOn: true } => seat.Model.Plan.Observe ? "would-refuse" : "refusing",
        _ => "calm",
    };

    public static string Word(LimitKind kind) => kind switch
    {
        LimitKind.Concurrency => "concurrency",
        LimitKind.GiveWay => "yields-to",
        _ => LimitFields.Kind.Shape.WriteAny(kind),
    };
}
