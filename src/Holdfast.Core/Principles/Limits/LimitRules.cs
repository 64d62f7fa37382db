using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Rules;
using Holdfast.Core.Pipeline.Keys;

namespace Holdfast.Core.Principles.Limits;

internal static class LimitRules
{
    /// <summary>Of one interface, or one service.</summary>
    public const int EntriesMax = 8;

    private const int ConcurrencyMax = 3;

    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, one) in plan.Interfaces)
            CheckAll(one.Sections.Get(LimitPlan.Field), PlanPath.Of("interfaces", name, "limit"), findings, (entry, path) => CheckOfInterface(entry, one, plan, path, findings));
        foreach (var (name, one) in plan.Services)
            CheckAll(one.Sections.Get(LimitPlan.Field), PlanPath.Of("services", name, "limit"), findings, (entry, path) => CheckOfService(entry, name, plan, path, findings));
    }

    private static void CheckAll(IReadOnlyList<LimitPlan> entries, PlanPath path, PlanFindings findings, Action<LimitPlan, PlanPath> check)
    {
        var isList = findings.IsWritten(path.Item(0));
        if (entries.Count > EntriesMax || entries.Count(static entry => entry.Concurrency is not null) > ConcurrencyMax || entries.Count(static entry => entry.Effective == LimitKind.Pace) > 1)
            findings.Add(LimitErrors.TooManyLimits, path, $"There are {entries.Count} entries", $"Keep to {EntriesMax}, of them {ConcurrencyMax} with 'concurrency' and one with 'kind: pace'.");
        for (var i = 0; i < entries.Count; i++)
        {
            var at = isList ? path.Item(i) : path;
            CheckAmount(entries[i], at, findings);
            CheckKind(entries[i], at, findings);
            CheckOverrides(entries[i], at, findings);
            check(entries[i], at);
        }
    }

    private static void CheckAmount(LimitPlan entry, PlanPath path, PlanFindings findings)
    {
        if (entry is { Rate: null, Concurrency: null, YieldsTo: null })
            findings.Add(LimitErrors.Nothing, path, "Nothing says how much may pass", "Add 'rate', 'concurrency' or 'yields-to'.");
        if (entry is { Rate: not null, Concurrency: not null })
            findings.Add(LimitErrors.Both, path.Key("concurrency"), "There is a 'rate' and a 'concurrency'", "Make two entries of it.", path.Key("rate"));
        if (entry is { Rate: { } rate, Burst: { } burst } && burst / rate.PerSecond > TimeSpan.FromDays(1).TotalSeconds)
        {
            findings.Add(
                LimitErrors.BurstTooLarge, path.Key("burst"), $"At {LimitFields.Rate.Shape.WriteAny(rate)} it takes more than a day to save up {burst:N0} calls",
                "Lower 'burst', or raise 'rate'.", path.Key("rate"));
        }
    }

    private static void CheckKind(LimitPlan entry, PlanPath path, PlanFindings findings)
    {
        var kind = entry.Effective;
        var isBucket = kind is LimitKind.TokenBucket or LimitKind.Pace or LimitKind.WarmUp;
        Needs("burst", entry.Burst is not null, isBucket, "token-bucket, pace and warm-up have");
        Needs("queue", entry.Queue is not null, kind == LimitKind.Pace, "'kind: pace' has");
        Needs("wait", entry.Wait is not null, kind == LimitKind.Pace, "'kind: pace' has");
        Needs("over", true, kind == LimitKind.WarmUp, "'kind: warm-up' has");
        Needs("from", true, kind == LimitKind.WarmUp, "'kind: warm-up' has");
        Needs("kind", true, entry.Rate is not null, "a 'rate' has");
        Needs("keys-max", true, entry.Scope == LimitScope.Key, "a limit that is 'per' a part of the request has");
        Needs("without-key", true, entry.Scope == LimitScope.Key, "a limit that is 'per' a part of the request has");
        if (kind == LimitKind.Pace && (entry.Queue is null || entry.Wait is null))
        {
            var lacks = entry.Queue is null ? entry.Wait is null ? "'queue' and 'wait' are" : "'queue' is" : "'wait' is";
            findings.Add(LimitErrors.NoEnd, path, $"Who is early waits for its turn, and {lacks} missing", "Say how many may wait with 'queue', and how long with 'wait'.");
        }

        void Needs(string key, bool isSet, bool fits, string who)
        {
            if (isSet && !fits && findings.IsWritten(path.Key(key)))
                findings.Add(LimitErrors.NotOfKind, path.Key(key), $"'{key}' is something that {who}, and this limit is none of it", "Remove it, or take another 'kind'.");
        }
    }

    private static void CheckOverrides(LimitPlan entry, PlanPath path, PlanFindings findings)
    {
        var reader = entry.Per?.Key is { } key ? new KeyReader(key) : null;
        foreach (var (text, amount) in entry.Overrides)
        {
            var at = path.Key("overrides").Key(text);
            if (entry.Per is null)
                findings.Add(LimitErrors.Override, at, "The limit is one for all", "Say with 'per' what the key is of.");
            else if (reader?.TryHashText(text, HashSeed.Stable, out _) == false)
                findings.Add(LimitErrors.Override, at, $"The key has {entry.Per.Key!.Parts.Count} parts", "Write all of them, joined by '|'.");
            else if ((amount.Rate is not null && entry.Rate is null) || (amount.Concurrency is not null && entry.Concurrency is null))
                findings.Add(LimitErrors.Override, at, "It counts something else than the limit does", entry.Rate is null ? "Write a number of calls." : "Write a rate.");
        }
    }

    private static void CheckOfInterface(LimitPlan entry, InterfacePlan one, HoldfastPlan plan, PlanPath path, PlanFindings findings)
    {
        KeyRules.Check(entry.Per?.Key, path.Key("per"), one, findings);
        if (entry.Scope is LimitScope.Node or LimitScope.Interface)
            findings.Add(LimitErrors.NotHere, path.Key("per"), "The interface's limits are asked before there is a node, and it is one interface", "Put it under 'limit' of the service.");
        if (entry.YieldsTo is not { } to) return;
        if (!plan.Interfaces.TryGetValue(to.Interface, out var other))
        {
            if (!findings.IsWritten(PlanPath.Of("interfaces", to.Interface)))
                findings.Add(LimitErrors.UnknownInterface, path.Key("yields-to").Key("interface"), $"There is no interface '{to.Interface}'", findings.DidYouMean(to.Interface, plan.Interfaces.Keys) + "Correct the name.");
        }
        else if (Reaches(other, one.Name, plan))
        {
            findings.Add(LimitErrors.YieldsToItself, path.Key("yields-to").Key("interface"), $"'{one.Name}' gives way to '{to.Interface}', which gives way to it", "Let one of them go first.");
        }
    }

    private static void CheckOfService(LimitPlan entry, string name, HoldfastPlan plan, PlanPath path, PlanFindings findings)
    {
        foreach (var target in plan.Interfaces.Values.Where(target => target.Service == name)) KeyRules.Check(entry.Per?.Key, path.Key("per"), target, findings);
        if (entry.YieldsTo is not null) findings.Add(LimitErrors.NotHere, path.Key("yields-to"), "Only interfaces give way to each other", "Put it under 'limit' of an interface.");
        if (entry.Headers) findings.Add(LimitErrors.NotHere, path.Key("headers"), "Attempts are counted here, not the calls of a caller", "Put it under 'limit' of an interface.");
        if (entry is { Scope: LimitScope.Node, Effective: LimitKind.Pace })
            findings.Add(LimitErrors.NotHere, path.Key("kind"), "A node that is full is passed over for another, not waited for", "Take another kind, or a limit of the whole service.");
    }

    /// <summary>Whether an interface gives way to another, itself or through others.</summary>
    private static bool Reaches(InterfacePlan from, string name, HoldfastPlan plan)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var left = new Queue<InterfacePlan>([from]);
        while (left.TryDequeue(out var one))
        {
            if (one.Name == name) return true;
            if (!seen.Add(one.Name)) continue;
            foreach (var to in one.Sections.Get(LimitPlan.Field).Select(static entry => entry.YieldsTo).OfType<Yielding.YieldPlan>())
                if (plan.Interfaces.TryGetValue(to.Interface, out var next)) left.Enqueue(next);
        }

        return false;
    }
}
