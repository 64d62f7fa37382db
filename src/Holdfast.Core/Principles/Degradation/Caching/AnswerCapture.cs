using System.Buffers;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Takes an answer down while it goes to its caller; once it is there whole, keeps it and gives it to those that wait.</summary>
internal sealed class AnswerCapture : AnswerTee
{
    /// <summary>Room for a body to begin with, bytes; it grows as the body comes.</summary>
    private const int FirstBytes = 4096;

    /// <summary>What no answer is kept with: of the connection, or written anew whenever it is given.</summary>
    private static readonly string[] Unkept =
        ["Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length", "Age", "Cache-Status"];

    /// <summary>What a confirmation does not change (RFC 9111, 3.2).</summary>
    private static readonly string[] Unchanged = ["Content-Encoding", "Content-Type", "Content-Range", "Set-Cookie"];

    private readonly InterfaceCache _cache;
    private readonly AnswerKey _key;
    private readonly CacheCaller _caller;
    private readonly CachedAnswer? _known;
    private readonly SharedFetch? _fetch;
    private readonly AnswerKey _fetchKey;
    private readonly bool _callersNoStore;
    private readonly IReadOnlyList<string> _oddHeaders;
    private readonly Call _call;
    private readonly string _path;
    private readonly ulong _place;
    private readonly long _sequence;
    private readonly long _askedAt;
    private readonly long _purges;
    private ArrayBufferWriter<byte>? _body;
    private AnswerHead? _head;
    private AnswerHead? _confirmation;
    private AnswerTerms _terms;
    private bool _isKept;
    private bool _isDone;
    private long _held;

    /// <param name="known">What is at hand and has to be confirmed; null: nothing.</param>
    /// <param name="fetch">Null: nobody waits for it.</param>
    public AnswerCapture(
        InterfaceCache cache, Call call, CacheLookup lookup, CachedAnswer? known, SharedFetch? fetch)
    {
        (_cache, _call, _key, _caller, _known, _fetch, _fetchKey) = (cache, call, lookup.Key, lookup.Caller, known, fetch, lookup.FetchKey);
        (_callersNoStore, _oddHeaders, _path) = (lookup.Asked.NoStore, lookup.OddHeaders, call.Path);
        _place = Invalidations.Place(call);
        _sequence = cache.Invalidations.Now;
        _askedAt = cache.Time.GetTimestamp();
        _purges = cache.State.Purges;
        if (lookup.Query != call.QueryText) Target = call.Path + lookup.Query;
        IsWithoutCookies = cache.Plan?.Cookies == CacheCookies.Ignore;
        if (known?.Answer.Status != 200) return;
        IfNoneMatch = known.ETag;
        IfModifiedSince = known.LastModified;
    }

    /// <summary>Whether the answer, whatever it was, came to its end.</summary>
    public bool IsWhole { get; private set; }

    public SharedFetch? Fetch => _fetch;

    public AnswerKey FetchKey => _fetchKey;

    public override bool Confirms(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        // Apart from the head of an answer: another attempt's may be on its way to the caller already.
        var head = _confirmation = new AnswerHead(304, headers);
        // Another than was asked about cannot be meant.
        return _known is not null && IsConditional
            && (head.Joined("ETag") is not { Length: > 0 } tag || _known.ETag is null || EntityTags.AreSame(tag, _known.ETag));
    }

    public override StoredAnswer Confirmed()
    {
        var fresh = Confirmed(_known!, _confirmation!);
        IsWhole = true;
        var isShared = StoreMachine.MayShare(new AnswerHead(fresh.Answer.Status, fresh.Answer.Headers), fresh.Terms, _caller);
        if (_cache.Plan is not null && !_callersNoStore && isShared) Keep(fresh);
        if (isShared && !fresh.Terms.AsksFirst) Settle(FetchEnd.Answered, fresh);
        else Settle(FetchEnd.NotForOthers, null);
        _cache.State.Count(CacheCounts.Confirmed);
        var given = InterfaceCache.Give(_call, fresh, fresh.Age(_cache.Time));
        _call.CacheStatus = CacheStatus.Confirmed;
        // A cookie is for this caller alone.
        return _confirmation!.Has("Set-Cookie")
            ? given with { Headers = [.. given.Headers, .. _confirmation.Headers.Where(static header => header.Key.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))] }
            : given;
    }

    public override void Begin(int status, IReadOnlyList<KeyValuePair<string, string>> headers, long? length, bool isDelimited)
    {
        _head = new AnswerHead(status, headers);
        var now = _cache.Time.GetUtcNow();
        _terms = Freshness.Of(_cache.Terms, _head, now, _cache.Time.GetElapsedTime(_askedAt));
        var isShared = isDelimited && AreKeyed(_head) && status is >= 200 and < 500 and not 206 and not 304 && StoreMachine.MayShare(_head, _terms, _caller);
        _isKept = isShared && _cache.Plan is { } plan
            && StoreMachine.MayKeep(plan, _head, _terms, _caller, _callersNoStore, _cache.IsOfUseStale);
        // With what must be asked for every time, those that came before the answer cannot be served either.
        // And events have no end to wait for.
        isShared &= _fetch is not null && !_terms.AsksFirst && !_head.Joined("Content-Type").StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);
        if (!isShared && status < 500) Settle(FetchEnd.NotForOthers, null);
        if ((!isShared && !_isKept) || length > EntryBytesMax) GiveUp();
        // No more than comes: what is announced is not held yet.
        else _body = new ArrayBufferWriter<byte>((int)Math.Clamp(Math.Min(length ?? FirstBytes, FirstBytes), 1, EntryBytesMax));
    }

    public override void Add(ReadOnlySpan<byte> piece)
    {
        if (_body is null) return;
        if (_body.WrittenCount + piece.Length > EntryBytesMax || !_cache.State.TryHold(piece.Length, BytesMax))
        {
            GiveUp();
            return;
        }

        _held += piece.Length;
        _body.Write(piece);
    }

    public override void End()
    {
        IsWhole = true;
        if (_body is null || _isDone) return;
        var answer = Answer();
        if (_isKept) Keep(answer);
        Settle(FetchEnd.Answered, answer);
    }

    /// <summary>The call has left: nothing more comes.</summary>
    public void Leave(in Outcome outcome)
    {
        _isDone = true;
        _body = null;
        if (_held > 0) _cache.State.Release(_held);
        _held = 0;
        if (_fetch is null) return;
        // A whole answer that nobody else may have has been settled; so has one that is for all.
        var end = outcome.Kind == OutcomeKind.Cancelled ? FetchEnd.Abandoned : FetchEnd.Failed;
        if (!_fetch.LastLeaderLeft()) return;
        // First: who waited and begins anew must not come upon the same one, and take one failure for two.
        _cache.State.Fetches.Remove(_fetchKey, _fetch);
        _fetch.Answer(end, null);
    }

    private long EntryBytesMax => _cache.Terms.EntryBytesMax;

    private long BytesMax => _cache.Terms.BytesMax;

    private void GiveUp()
    {
        _body = null;
        _isKept = false;
        if (_head!.Status < 500) Settle(FetchEnd.NotForOthers, null);
    }

    private void Settle(FetchEnd end, CachedAnswer? answer)
    {
        if (_fetch is null) return;
        if (end == FetchEnd.NotForOthers) _cache.State.Fetches.Mark(_fetchKey, _cache.Time.GetTimestamp() + _cache.Time.TimestampFrequency);
        // First: who comes after this must not be given what was fetched before he asked.
        _cache.State.Fetches.Remove(_fetchKey, _fetch);
        _fetch.Answer(end, answer);
    }

    private void Keep(CachedAnswer answer)
    {
        if (!_cache.Invalidations.Hold(_place, _sequence) || _cache.State.Purges != _purges) return;
        // Asked once more while nothing else changes: a purge that comes now waits, and takes this with it.
        _cache.State.Store.Change(_key, there => _cache.State.Purges != _purges ? null : there?.With(answer) ?? new AnswerSlot(answer));
        _cache.State.Count(CacheCounts.Stored);
    }

    /// <summary>Whether all that could have shaped the answer is part of its key.</summary>
    private bool AreKeyed(AnswerHead head) => _oddHeaders.Count == 0 || _oddHeaders.All(name => VaryNames(head).Contains(name, StringComparer.OrdinalIgnoreCase));

    private CachedAnswer Answer() => new(
        new StoredAnswer(_head!.Status, [.. _head.Headers.Where(static header => !Unkept.Contains(header.Key, StringComparer.OrdinalIgnoreCase))], _body!.WrittenMemory.ToArray()),
        _terms, Vary(_head), _path, _place, _cache.Time.GetTimestamp(), _sequence);

    private CachedAnswer Confirmed(CachedAnswer known, AnswerHead head)
    {
        var newer = head.Headers.Where(static header =>
            !Unkept.Contains(header.Key, StringComparer.OrdinalIgnoreCase) && !Unchanged.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).ToArray();
        var names = newer.Select(static header => header.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        KeyValuePair<string, string>[] headers = [.. known.Answer.Headers.Where(header => !names.Contains(header.Key)), .. newer];
        // Its age is that of the confirmation, which Date and Age of the 304 say.
        var merged = new AnswerHead(known.Answer.Status, [.. headers, .. head.Headers.Where(static header => header.Key.Equals("Age", StringComparison.OrdinalIgnoreCase))]);
        var terms = Freshness.Of(_cache.Terms, merged, _cache.Time.GetUtcNow(), _cache.Time.GetElapsedTime(_askedAt));
        return new CachedAnswer(known.Answer with { Headers = headers }, terms, known.Vary, known.Path, known.Place, _cache.Time.GetTimestamp(), _sequence);
    }

    private KeyValuePair<string, string>[] Vary(AnswerHead head) =>
        [.. VaryNames(head).Select(name => new KeyValuePair<string, string>(name, _call.HeaderLine(name)))];

    /// <summary>Those that the answer names, and those that it should have named.</summary>
    private static IEnumerable<string> VaryNames(AnswerHead head)
    {
        var names = head.Joined("Vary").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (head.Has("Content-Encoding")) Add("Accept-Encoding");
        if (head.Joined("Access-Control-Allow-Origin") is { Length: > 0 } origin && origin != "*") Add("Origin");
        return names;

        void Add(string name)
        {
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase)) names.Add(name);
        }
    }
}
