using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>Accepts calls of one interface: reads them whole, has them put on the disk, and then says so.</summary>
internal sealed class AsyncAcceptor(AsyncModel model)
{
    /// <summary>Longer bodies go to a file of their own, and are never in memory whole.</summary>
    private const int InlineBytesMax = 64 * 1024;

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FullAgain = TimeSpan.FromSeconds(10);

    public AsyncModel Model => model;

    /// <returns>A 202 to be answered, with the operation it is for; or why the call is not accepted.</returns>
    public async ValueTask<(Verdict Verdict, OperationId? Id)> AcceptAsync(Call call, bool isAsked)
    {
        if (model.Operations is not { } desk) return Refuse(AsyncTally.Away, model.Away, AskAgain, new Measure("queues", 0, 1));
        if (!call.TakesAnswers || call.Later is not { } request) return Refuse(null, model.NotForLater, default, new Measure("requests", 0, 1));
        var key = model.Key.Parts(call);
        if (key.Count == 0 && model.Plan.Keyless == AsyncKeyless.Refuse) return Refuse(AsyncTally.BadKey, model.NoKey, default, new Measure("key-parts", model.Key.CountParts(call), model.Plan.Key.Parts.Count));
        var draft = Draft(call, request, key);
        try
        {
            if (IsLong(call) && await desk.Queue.LookForRoomAsync(draft with { SpilledBytes = call.BodyLength ?? 1 }) is { } full) return Full(full);
            var (end, whole) = await ReadAsync(call, draft, desk);
            if (end != BodyEnd.Whole) return (new Verdict(model.BodyRejected, Measured: new Measure("bodies", 0, 1)), null);
            var acceptance = await TakeAsync(desk, whole);
            return Told(acceptance, whole, isAsked, acceptance.Kind == AcceptanceKind.Known ? await StandsAsync(desk, acceptance.Id) : OperationState.Waiting);
        }
        catch (QueueException fault)
        {
            model.Notices.Away(fault);
            return Refuse(AsyncTally.Away, model.Away, AskAgain, new Measure("queues", 0, 1));
        }
    }

    private static async Task<Acceptance> TakeAsync(OperationDesk desk, OperationDraft draft)
    {
        var isTaken = false;
        try
        {
            var acceptance = await desk.AcceptAsync(draft);
            isTaken = acceptance.Kind == AcceptanceKind.Accepted;
            return acceptance;
        }
        catch (QueueException fault) when (!fault.IsUndone)
        {
            // It may have been: then its body is still needed, and what is not is swept away at the next start.
            isTaken = true;
            throw;
        }
        finally
        {
            if (draft.SpilledBytes > 0 && !isTaken) desk.Queue.Unspill(draft.Id);
        }
    }

    private OperationDraft Draft(Call call, OperationRequest request, IReadOnlyList<string> key)
    {
        var (plan, caller) = (model.Plan, OperationCaller.Digest(model.Plan.Caller, call));
        var order = model.Order?.Parts(call) is { Count: > 0 } parts ? Convert.ToHexString(OperationDigests.Of(parts)) : null;
        return new OperationDraft
        {
            Id = OperationId.Make(model.Time),
            Lane = model.Lane,
            Request = request with { Headers = RequestScrub.Of(request.Headers, model.Secrets) },
            // Of one caller and one interface: nobody comes upon another's operation by guessing keys.
            Key = key.Count == 0 ? default : OperationDigests.Of(["key", model.Lane, Convert.ToHexString(caller), .. key]),
            Caller = caller,
            CallerBy = caller.Length == 0 ? "" : model.CallerBy,
            Order = order,
            AgeMax = plan.AgeMax,
            Keep = plan.Keep,
            Bounds = model.Bounds,
        };
    }

    private static bool IsLong(Call call) => call is { HasBody: true, BodyLength: not <= InlineBytesMax };

    /// <summary>Reads the body, and takes the fingerprint of all.</summary>
    private static async Task<(BodyEnd End, OperationDraft Draft)> ReadAsync(Call call, OperationDraft draft, OperationDesk desk)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in (string[])[draft.Request.Method, draft.Request.Target, call.HeaderLine("Content-Type")]) OperationDigests.Add(hash, text);
        var end = BodyEnd.Whole;
        if (!call.HasBody) return (end, draft with { Fingerprint = hash.GetHashAndReset() });
        if (!IsLong(call))
        {
            var body = new ArrayBufferWriter<byte>((int)call.BodyLength!.Value + 1);
            end = await call.ReadBodyAsync(piece =>
            {
                hash.AppendData(piece.Span);
                body.Write(piece.Span);
                return ValueTask.CompletedTask;
            });
            return (end, draft with { Body = body.WrittenMemory, Fingerprint = hash.GetHashAndReset() });
        }

        try
        {
            var length = await desk.Queue.SpillAsync(draft.Id, async file =>
            {
                end = await call.ReadBodyAsync(async piece =>
                {
                    hash.AppendData(piece.Span);
                    await file.WriteAsync(piece, CancellationToken.None);
                });
                // Nothing of it is kept.
                if (end != BodyEnd.Whole) throw new InvalidDataException();
            });
            // A body that may have been long, and was empty: no operation would ever ask for its file.
            if (length == 0) desk.Queue.Unspill(draft.Id);
            return (end, draft with { SpilledBytes = length, Fingerprint = hash.GetHashAndReset() });
        }
        catch (InvalidDataException) when (end != BodyEnd.Whole)
        {
            return (end, draft);
        }
    }

    /// <summary>One that was accepted before may be long done with, and whoever sends it again should hear so.</summary>
    private static async Task<OperationState> StandsAsync(OperationDesk desk, OperationId id)
    {
        try
        {
            return (await desk.Queue.FindAsync(id))?.State ?? OperationState.Waiting;
        }
        catch (QueueException)
        {
            // It is promised all the same; how it stands is told by its address when that can be read again.
            return OperationState.Waiting;
        }
    }

    private (Verdict Verdict, OperationId? Id) Told(in Acceptance acceptance, OperationDraft draft, bool isAsked, OperationState state)
    {
        switch (acceptance.Kind)
        {
            case AcceptanceKind.KeyTaken:
                return Refuse(AsyncTally.BadKey, model.KeyTaken, default, new Measure("operations", 1, 0));
            case AcceptanceKind.Full:
                return Full(acceptance);
        }

        var isKnown = acceptance.Kind == AcceptanceKind.Known;
        model.State.Count(isKnown ? AsyncTally.Known : AsyncTally.Accepted);
        var bytes = draft.Body.Length + draft.SpilledBytes;
        return (Verdict.AnswerWith(Answer(acceptance.Id, isAsked, state), isKnown ? "known" : "accepted", model.Rule, new Measure("body_bytes", bytes, 0)), acceptance.Id);
    }

    private static StoredAnswer Answer(OperationId id, bool isAsked, OperationState state)
    {
        var address = OperationAddress.Of(id);
        var body = JsonSerializer.Serialize(new Dictionary<string, string> { ["operation"] = id.ToString(), ["state"] = AsyncWords.Of(state), ["status"] = address });
        List<KeyValuePair<string, string>> headers =
        [
            new("Location", address), new("Retry-After", AskAgain.TotalSeconds.ToString()), new(DeliveryHeaders.Operation, id.ToString()),
            new("Content-Type", "application/json"), new("Cache-Control", "no-store"),
        ];
        if (isAsked) headers.Add(new("Preference-Applied", "respond-async"));
        return new StoredAnswer(202, headers, Encoding.UTF8.GetBytes(body));
    }

    private (Verdict Verdict, OperationId? Id) Full(in Acceptance acceptance) =>
        Refuse(AsyncTally.Full, model.Full(acceptance.Bound), FullAgain, new Measure(acceptance.Bound, acceptance.Value, acceptance.Most));

    private (Verdict Verdict, OperationId? Id) Refuse(AsyncTally? tally, Refusal refusal, TimeSpan retryAfter, Measure measured)
    {
        if (tally is { } what) model.State.Count(what);
        return (new Verdict(refusal, retryAfter, measured), null);
    }
}
