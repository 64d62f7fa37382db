using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Answers with what is at hand; else has the answer of the service taken down, or waits for one that is on its way.</summary>
internal sealed class CacheStage : InboundStage
{
    /// <summary>After this many requests for the same have failed, nobody leads any more.</summary>
    private const int FailedMax = 2;

    private static readonly TimeSpan RefreshPause = TimeSpan.FromSeconds(1);

    private readonly InterfaceCache _cache;
    private readonly string _coalesceRule;
    private readonly Refusal _onlyIfCached;
    private readonly Refusal _waitedTooLong;
    private readonly Refusal _leadersFailed;

    public CacheStage(InterfaceCache cache)
    {
        _cache = cache;
        _coalesceRule = $"interfaces.{cache.Name}.coalesce";
        _onlyIfCached = new Refusal(CacheErrors.OnlyIfCached, "only-if-cached", Position.Cache, cache.Rule);
        _waitedTooLong = new Refusal(CacheErrors.WaitedTooLong, "coalesce-timeout", Position.Cache, _coalesceRule);
        _leadersFailed = new Refusal(CacheErrors.LeadersFailed, "coalesce-failed", Position.Cache, _coalesceRule);
    }

    public override Position Position => Position.Cache;

    public InterfaceCache Cache => _cache;

    public override ValueTask<Verdict> EnterAsync(Call call)
    {
        var caches = _cache.Plan is { } plan && (!plan.OnlyHot || call.IsHot);
        var coalesces = _cache.Coalesce is { } coalesce && (!coalesce.OnlyHot || call.IsHot);
        if (!caches && !coalesces) return new(Verdict.Pass);
        if (!InterfaceCache.IsFor(call))
        {
            if (caches) Pass(call, CacheCounts.Bypass, call.Method is "GET" or "HEAD" ? CacheStatus.Bypass : CacheStatus.Method);
            return new(Verdict.Pass);
        }

        var query = _cache.Keys.Query.Of(call.QueryText);
        var key = _cache.Keys.Of(call, query, out var caller);
        var asked = _cache.Asked(call);
        CachedAnswer? known = null;
        var isOther = false;
        if (caches && (known = _cache.Find(call, key, caller, out isOther)) is not null && TryGive(call, known, asked, new CacheLookup(key, caller, query, default, asked, []), out var given))
            return new(given);
        if (asked.OnlyIfCached && caches) return new(new Verdict(_onlyIfCached, Measured: AtHand(known)));
        if (call.Method != "GET")
        {
            if (caches) Pass(call, CacheCounts.Miss, CacheStatus.Miss);
            return new(Verdict.Pass);
        }

        var lookup = new CacheLookup(key, caller, query, default, asked, _cache.Headers.Others(call));
        if (caches) Pass(call, CacheCounts.Miss, known is not null ? CacheStatus.Stale : isOther ? CacheStatus.VaryMiss : CacheStatus.Miss);
        if (!coalesces || lookup.OddHeaders.Count > 0 || asked.NoStore)
        {
            if (caches) Take(call, lookup, known, fetch: null);
            return new(Verdict.Pass);
        }

        return ShareAsync(call, lookup with { FetchKey = _cache.Keys.OfFetch(call, key) }, known, caches);
    }

    public override void Leave(Call call, in Outcome outcome)
    {
        // What is given in the service's place is not what was asked of it.
        if (!outcome.Began) call.CacheStatus = null;
        switch (Kept(call))
        {
            case AnswerCapture capture:
                call.Tee = null;
                capture.Leave(outcome);
                if (capture.IsWhole && outcome.IsSuccess) Heard();
                break;
            case FetchTable alone:
                alone.NoLongerAlone();
                break;
        }
    }

    private bool TryGive(Call call, CachedAnswer known, in CacheDirectives asked, in CacheLookup lookup, out Verdict given)
    {
        var age = known.Age(_cache.Time);
        var step = CacheMachine.Decide(asked, known.Terms, age);
        given = default;
        if (step == CacheStep.Ask) return false;
        if (step == CacheStep.GiveAndRefresh) Refresh(call, known, lookup);
        var isStale = step != CacheStep.Give;
        _cache.State.Count(isStale ? CacheCounts.Stale : CacheCounts.Hit);
        given = Verdict.AnswerWith(
            InterfaceCache.Give(call, known, age), isStale ? "cache-stale" : "cache-hit", _cache.Rule, new Measure("age_seconds", age.TotalSeconds, known.Terms.Lifetime.TotalSeconds));
        return true;
    }

    private void Pass(Call call, CacheCounts what, string status)
    {
        _cache.State.Count(what);
        call.CacheStatus = status;
    }

    private void Take(Call call, in CacheLookup lookup, CachedAnswer? known, SharedFetch? fetch)
    {
        var capture = new AnswerCapture(_cache, call, lookup, known, fetch);
        call.Tee = capture;
        Keep(call, capture);
    }

    /// <summary>Asks, or waits for who asks already.</summary>
    private async ValueTask<Verdict> ShareAsync(Call call, CacheLookup lookup, CachedAnswer? known, bool caches)
    {
        var (state, time, plan) = (_cache.State, _cache.Time, _cache.Coalesce!);
        var failed = 0;
        var began = time.GetTimestamp();
        while (!state.Fetches.IsMarked(lookup.FetchKey, time.GetTimestamp()))
        {
            var fetch = Join(call, lookup, out var isLeader);
            if (isLeader)
            {
                Take(call, lookup, known, fetch);
                return Verdict.Pass;
            }

            if (!fetch.TryWait(plan.FollowersMax)) break;
            var (end, answer) = await WaitAsync(call, fetch, plan);
            fetch.NoLongerWaits();
            switch (end)
            {
                case FollowEnd.Leads:
                    Take(call, lookup, known, fetch);
                    return Verdict.Pass;
                case FollowEnd.Over:
                    return Over(call, began);
                case FollowEnd.Answered when answer!.Fits(call):
                    state.Count(CacheCounts.Coalesced);
                    var given = InterfaceCache.Give(call, answer, answer.Age(time));
                    call.CacheStatus = CacheStatus.Collapsed;
                    return Verdict.AnswerWith(given, "coalesced", _coalesceRule, Waited(call, began));
                case FollowEnd.Answered or FollowEnd.NotForOthers:
                    if (caches) Take(call, lookup, known, fetch: null);
                    return Verdict.Pass;
                case FollowEnd.Failed when ++failed >= FailedMax:
                    if (!state.Fetches.TryAlone(plan.AloneMax)) return new Verdict(_leadersFailed, TimeSpan.FromSeconds(1), new Measure("alone", plan.AloneMax, plan.AloneMax));
                    Keep(call, state.Fetches);
                    return Verdict.Pass;
            }
        }

        if (caches) Take(call, lookup, known, fetch: null);
        return Verdict.Pass;
    }

    private SharedFetch Join(Call call, in CacheLookup lookup, out bool isLeader)
    {
        var place = Invalidations.Place(call);
        var invalidations = _cache.Invalidations;
        return _cache.State.Fetches.Join(
            lookup.FetchKey, _cache.Time.GetTimestamp(), invalidations.Now, fetch => invalidations.Hold(place, fetch.Sequence), out isLeader);
    }

    /// <summary>Until there is an answer, the one that leads is slow and this call is the one to ask as well, or its own time is over.</summary>
    private async Task<(FollowEnd End, CachedAnswer? Answer)> WaitAsync(Call call, SharedFetch fetch, CoalescePlan plan)
    {
        call.LetTimePass();
        var time = _cache.Time;
        var longest = plan.LeaderTimeoutWithin(call.Interface!.Deadline.Total);
        while (true)
        {
            var own = Remaining.Of(call, call.Interface).Time;
            var patience = longest - time.GetElapsedTime(fetch.Began);
            if (own <= TimeSpan.Zero || call.CallerGone) return (FollowEnd.Over, null);
            if (patience <= TimeSpan.Zero && fetch.TryLeadToo()) return (FollowEnd.Leads, null);
            var wait = patience > TimeSpan.Zero && patience < own ? patience : own;
            await ((Task)fetch.Ended.WaitAsync(wait, time, call.CallerGoing)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!fetch.Ended.IsCompletedSuccessfully) continue;
            var (end, answer) = await fetch.Ended;
            return (end switch
            {
                FetchEnd.Answered => FollowEnd.Answered,
                FetchEnd.NotForOthers => FollowEnd.NotForOthers,
                FetchEnd.Failed => FollowEnd.Failed,
                _ => FollowEnd.Abandoned,
            }, answer);
        }
    }

    private Verdict Over(Call call, long began) => Remaining.Of(call, call.Interface!).ByCaller && call.CallerDeadline is { } callers
        ? new Verdict(callers.Passed, Measured: new Measure("elapsed_ms", _cache.Time.GetElapsedTime(call.Started).TotalMilliseconds, callers.Within.TotalMilliseconds))
        : new Verdict(_waitedTooLong, Measured: Waited(call, began));

    /// <summary>For another's answer, of the time that the call has.</summary>
    private Measure Waited(Call call, long began) =>
        new("waited_ms", _cache.Time.GetElapsedTime(began).TotalMilliseconds, call.Interface!.Deadline.Total.TotalMilliseconds);

    /// <summary>Nothing, or what is too old to be given unasked.</summary>
    private Measure AtHand(CachedAnswer? known) => known is null
        ? new("answers", 0, 1)
        : new("age_seconds", known.Age(_cache.Time).TotalSeconds, known.Terms.Lifetime.TotalSeconds);

    private void Refresh(Call call, CachedAnswer known, in CacheLookup lookup)
    {
        var now = _cache.Time.GetTimestamp();
        if (!known.TryRefresh(now)) return;
        Call? twin = null;
        try
        {
            var others = _cache.Headers.Others(call);
            if ((twin = Twin(call)) is null) return;
            _cache.State.Count(CacheCounts.Refresh);
            _ = RefreshAsync(twin, call.Interface!, known, lookup with { OddHeaders = others, Asked = default });
        }
        finally
        {
            if (twin is null) known.Refreshed(now + Ticks(RefreshPause));
        }
    }

    /// <returns>Null: enough are on their way, or the host has none. With one there is a place to give back, else not.</returns>
    private Call? Twin(Call call)
    {
        if (!_cache.State.TryRefresh()) return null;
        Call? twin = null;
        try
        {
            return twin = call.Twin();
        }
        finally
        {
            if (twin is null) _cache.State.Refreshed();
        }
    }

    /// <summary>The answer goes to nobody but the store. Whatever becomes of it, the caller has been answered.</summary>
    private async Task RefreshAsync(Call twin, Pipeline.Model.InterfaceModel target, CachedAnswer known, CacheLookup lookup)
    {
        // Off the way of the call that is answered meanwhile.
        await Task.Yield();
        AnswerCapture? capture = null;
        var outcome = Outcome.Failed(FailureKind.Reset);
        try
        {
            twin.Tee = capture = new AnswerCapture(_cache, twin, lookup, known, fetch: null);
            outcome = await CallPipeline.RunBehindAsync(twin, target, this);
            if (capture.IsWhole && outcome.IsSuccess) Heard();
        }
        finally
        {
            capture?.Leave(outcome);
            known.Refreshed(_cache.Time.GetTimestamp() + (outcome.IsSuccess ? 0 : Ticks(RefreshPause)));
            _cache.State.Refreshed();
            twin.Dispose();
        }
    }

    /// <summary>The service answers.</summary>
    private void Heard()
    {
        if (_cache.State.IsNews(isStale: false)) CacheSignals.Fresh(_cache);
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _cache.Time.TimestampFrequency);
}
