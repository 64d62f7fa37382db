using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Degradation.Substitutes;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>The cache of an interface, and what its requests share, under one revision.</summary>
internal sealed class InterfaceCache
{
    private InterfaceCache(InterfacePlan target, CachePlan? plan, CompileContext context)
    {
        Plan = plan;
        Coalesce = target.Sections.Get(CoalescePlan.Field);
        Name = target.Name;
        Rule = $"interfaces.{target.Name}.cache";
        State = CacheState.Of(context.State.Interface(target.Name));
        Invalidations = Invalidations.Of(context.State);
        Signals = context.Signals;
        Time = context.Time;
        Keys = new AnswerKeys(plan, target.Service);
        var keyed = (plan?.VaryBy?.Parts ?? []).Concat(plan?.Per?.Parts ?? []).Where(static part => part.Kind == KeyPartKind.Header);
        Headers = new PlainHeaders([.. keyed.Select(static part => part.Name), .. plan?.IgnoreHeaders ?? []]);
        IsOfUseStale = target.Sections.Get(SubstitutePlan.Field).Any(static entry => entry.Stale is not null);
    }

    /// <summary>Null: nothing is kept.</summary>
    public CachePlan? Plan { get; }

    /// <summary>By what answers are judged, those as well that are only shared.</summary>
    public CachePlan Terms => Plan ?? CachePlan.Usual;

    /// <summary>Null: everybody asks for himself.</summary>
    public CoalescePlan? Coalesce { get; }

    public string Name { get; }

    /// <summary>Path of the rule in the plan.</summary>
    public string Rule { get; }

    public CacheState State { get; }

    public Invalidations Invalidations { get; }

    public Signals.SignalLog Signals { get; }

    public TimeProvider Time { get; }

    public AnswerKeys Keys { get; }

    public PlainHeaders Headers { get; }

    /// <summary>Whether the plan may want what is no longer fresh.</summary>
    public bool IsOfUseStale { get; }

    /// <returns>Null: the plan asks for neither.</returns>
    public static InterfaceCache? Of(InterfacePlan target, CompileContext context)
    {
        var plan = target.Sections.Get(CachePlan.Field);
        return plan is null && target.Sections.Get(CoalescePlan.Field) is null ? null : new InterfaceCache(target, plan, context);
    }

    /// <summary>What the caller says of the answer that it wants.</summary>
    public CacheDirectives Asked(Call call)
    {
        if (Plan is { HonoursRequests: false }) return default;
        if (call.TryGetHeader("Cache-Control", out _)) return CacheDirectives.Read(call.HeaderLine("Cache-Control"));
        // What came before Cache-Control (RFC 9111, 5.4).
        return call.TryGetHeader("Pragma", out var pragma) && pragma.Contains("no-cache", StringComparison.OrdinalIgnoreCase)
            ? CacheDirectives.Read("no-cache") : default;
    }

    /// <summary>Whether the request is one that an answer at hand can be for.</summary>
    public static bool IsFor(Call call) => call.Method is "GET" or "HEAD" && call.TakesAnswers && !call.HasBody && Preconditions.AreOurs(call);

    /// <summary>The answer that is kept for such a request, fresh or not.</summary>
    /// <param name="isOther">There are answers under this key, and none for what Vary names.</param>
    public CachedAnswer? Find(Call call, in AnswerKey key, in CacheCaller caller, out bool isOther)
    {
        isOther = false;
        if (Plan is null || State.Store.Find(key) is not { } slot) return null;
        if (slot.Find(call) is not { } answer)
        {
            isOther = true;
            return null;
        }

        if (!Invalidations.Hold(answer.Place, answer.Sequence)) return null;
        return caller.IsTold || CacheMachine.IsFor(answer.Terms, caller.HasAuthorization, caller.HasCookie) ? answer : null;
    }

    /// <summary>What to answer with: the answer, or that the caller has it already.</summary>
    public static StoredAnswer Give(Call call, CachedAnswer answer, TimeSpan age)
    {
        var text = answer.Text(age);
        (call.CacheStatus, call.AnswerAge) = (text.Status, text.Age);
        return Preconditions.HasAlready(call, answer) ? answer.NotModified : answer.Answer;
    }
}
