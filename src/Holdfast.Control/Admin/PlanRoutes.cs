using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Control.Access;
using Holdfast.Control.Admin.Describing;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Core.Plan.Yaml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Control.Admin;

/// <summary>The live plan, its history, and the ways to change it.</summary>
internal sealed class PlanRoutes(IAdminSubject subject, PlanDryRuns dryRuns)
{
    /// <summary>Revisions answered when the question does not say how many.</summary>
    private const int PageDefault = 50;

    /// <summary>Longest body of a plan, in bytes: JSON may double what the largest plan has.</summary>
    private const int PlanBodyBytesMax = 2 * PlanLimits.PlanBytesMax;

    private const int StreamsMax = 20;

    private int _streams;
    private readonly PlanDoor _door = new(subject);

    public void Map(IEndpointRouteBuilder routes)
    {
        Get(routes, "/api/plan", StateAsync).Tells("Which plan is carried out.", AdminJson.Default.PlanState);
        routes.MapMethods("/api/plan/revisions", [HttpMethods.Get, HttpMethods.Head], Tagged.Answer(context => NamedAsync(context, HistoryAsync))).Needs(Role.Viewer).Tells(
            "Revisions, newest first.", AdminJson.Default.RevisionPage, null, ("before", "Only older ones than this."), ("limit", "How many; 50 when left out, at most 500."));
        Get(routes, "/api/plan/revisions/{number:int}", RevisionAsync).Tells("A revision as it was written.", AdminJson.Default.RevisionTexts);
        Get(routes, "/api/plan/revisions/{number:int}/diff", DiffAsync).Tells(
            "What differs in meaning between two revisions.", AdminJson.Default.RevisionDiff, null, ("to", "The other one; the live one when left out."));
        Get(routes, "/api/plan/stage", StageAsync).Tells("The plan that a share of the requests tries, and those tried before.", AdminJson.Default.StageReport);
        Get(routes, "/api/plan/stage/events", StageEventsAsync).Tells(
            "The same as server-sent events: 'stands' once a second, 'done' as the last, when none is tried or watched any more.", AdminJson.Default.StageReport);
        Post(routes, "/api/plan/revisions", PublishAsync).Tells(
            "Makes a plan live, as a new revision; If-Match has the number of the one it was made from.", AdminJson.Default.PlanOutcome, AdminJson.Default.PlanBody);
        Post(routes, "/api/plan/rollback", RollbackAsync).Tells("Makes an earlier revision live again.", AdminJson.Default.PlanOutcome, AdminJson.Default.RollbackBody);
        Post(routes, "/api/plan/dry-run", DryRunAsync).Tells("Asks the limits of a plan about the last calls; changes nothing. With Accept: text/event-stream it tells how far it is ('stands', a share), and its report as 'done'.", AdminJson.Default.DryRunReport, AdminJson.Default.PlanBody);
    }

    private IEndpointConventionBuilder Get(IEndpointRouteBuilder routes, string path, Func<HttpContext, PlanDesk, Task> answer) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], context => NamedAsync(context, answer)).Needs(Role.Viewer);

    private IEndpointConventionBuilder Post(IEndpointRouteBuilder routes, string path, Func<HttpContext, PlanDesk, Task> answer) =>
        routes.MapPost(path, (RequestDelegate)(context => NamedAsync(context, answer))).WithMetadata(new CommandRoutes.Changes()).Needs(Role.Operator, isScoped: true);

    /// <summary>Tells what the store and the desk refuse.</summary>
    private async Task NamedAsync(HttpContext context, Func<HttpContext, PlanDesk, Task> answer)
    {
        if (subject.Plans is not { } desk)
        {
            await AdminProblem.WriteAsync(context, StoreErrors.Away, "This process keeps no revisions.");
            return;
        }

        try
        {
            await answer(context, desk);
        }
        catch (OutdatedParentException fault)
        {
            var problem = AdminProblem.Of(fault.Known, fault.Message) with { Live = fault.Live, Changes = await SinceAsync(desk, fault, context.RequestAborted) };
            await AdminProblem.WriteAsync(context, problem);
        }
        catch (PlanRefusedException fault)
        {
            await AdminProblem.WriteAsync(
                context, AdminProblem.Of(fault.Known, fault.Message) with { Errors = [.. fault.Result.Errors.Select(PlanErrorEntry.Of)] });
        }
        catch (StoreException fault)
        {
            await AdminProblem.WriteAsync(context, fault.Known, fault.Message);
        }
    }

    private async Task StateAsync(HttpContext context, PlanDesk desk)
    {
        var activations = await desk.Store.Revisions.ActivationsAsync(null, 1, context.RequestAborted);
        var (live, parent) = (desk.Live, activations.Count == 0 ? 0 : activations[0].Revision);
        context.Response.Headers.ETag = Tag(parent);
        await WriteAsync(
            context, new PlanState(subject.Runtime.Plan?.Revision.Name ?? "", live.Digest, parent, live.IsRecorded, live.Note), AdminJson.Default.PlanState);
    }

    private static async Task HistoryAsync(HttpContext context, PlanDesk desk)
    {
        if (!TryNumber(context, "before", int.MaxValue, int.MaxValue, out var before) || !TryNumber(context, "limit", PageDefault, IRevisions.PageMax, out var limit))
        {
            await AdminProblem.WriteAsync(context, StatusCodes.Status400BadRequest, $"'before' is the number of a revision, 'limit' a number from 1 to {IRevisions.PageMax}.");
            return;
        }

        var page = await desk.Store.Revisions.HistoryAsync(before, limit, context.RequestAborted);
        int? next = page.Count == limit && page[^1].Number > 1 ? page[^1].Number : null;
        await WriteAsync(context, new RevisionPage(page, next), AdminJson.Default.RevisionPage);
    }

    private static async Task RevisionAsync(HttpContext context, PlanDesk desk)
    {
        var found = await FindAsync(desk, Number(context), context.RequestAborted);
        context.Response.Headers.ETag = Tag(found.Entry.Number);
        await WriteAsync(context, new RevisionTexts(found.Entry, [.. found.Text.Files.Select(PlanFileEntry.Of)]), AdminJson.Default.RevisionTexts);
    }

    private static async Task DiffAsync(HttpContext context, PlanDesk desk)
    {
        if (!TryNumber(context, "to", 0, int.MaxValue, out var to))
        {
            await AdminProblem.WriteAsync(context, StatusCodes.Status400BadRequest, "'to' is the number of a revision; without it, the live one is meant.");
            return;
        }

        var number = Number(context);
        var before = await FindAsync(desk, number, context.RequestAborted);
        var after = to > 0 ? await FindAsync(desk, to, context.RequestAborted)
            : await desk.Store.Revisions.LiveAsync(context.RequestAborted) ?? throw new StoreException(StoreErrors.NoRevision, "No revision is live.");
        await WriteAsync(context, new RevisionDiff(number, after.Entry.Number, desk.Compare(before.Text, after.Text)), AdminJson.Default.RevisionDiff);
    }

    private Task StageAsync(HttpContext context, PlanDesk desk) =>
        WriteAsync(context, subject.Stages?.Report ?? new StageReport(null, null), AdminJson.Default.StageReport);

    private async Task PublishAsync(HttpContext context, PlanDesk desk)
    {
        if (Parent(context) is not { } parent)
        {
            await AdminProblem.WriteAsync(context, StoreErrors.NoParent, "'If-Match' is missing, or is not one number in quotes.");
            return;
        }

        if (await AdminBody.ReadAsync(context, AdminJson.Default.PlanBody, PlanBodyBytesMax) is not { } body) return;
        var order = await OrderAsync(context, body.By, body.Why, PlanDoor.Publish);
        if (await TextAsync(context, body) is not { } text) return;
        int? from = parent == 0 ? null : parent;
        await TellAsync(context, await _door.PublishAsync(context.Who(), text, from, Lane(body), order, context.RequestAborted));
    }

    /// <summary>Changes nothing, and needs neither a reason nor the number of a revision.</summary>
    private async Task DryRunAsync(HttpContext context, PlanDesk desk)
    {
        if (await AdminBody.ReadAsync(context, AdminJson.Default.PlanBody, PlanBodyBytesMax) is not { } body || await TextAsync(context, body) is not { } text) return;
        var draft = desk.Read(text);
        if (!context.Request.GetTypedHeaders().Accept.Any(static one => one.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase)))
        {
            await WriteAsync(context, await dryRuns.RunAsync(draft, context.RequestAborted), AdminJson.Default.DryRunReport);
            return;
        }

        var done = 0.0;
        var running = dryRuns.RunAsync(draft, context.RequestAborted, share => Volatile.Write(ref done, share));
        // What is refused at once is refused as ever.
        if (running.IsFaulted) await running;
        await TellAsync(context, new Progress(() => subject.Access.IsStillIn(context.Request), subject.Runtime.Time).OfDryRunAsync(running, () => Volatile.Read(ref done), context.RequestAborted));
    }

    private Task StageEventsAsync(HttpContext context, PlanDesk desk) => TellAsync(context, new Progress(() => subject.Access.IsStillIn(context.Request), subject.Runtime.Time)
        .OfStageAsync(() => subject.Stages?.Report ?? new StageReport(null, null), context.RequestAborted));

    /// <summary>Each keeps a connection; of more than so many somebody has forgotten some.</summary>
    private async Task TellAsync(HttpContext context, IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<string>> events)
    {
        try
        {
            if (Interlocked.Increment(ref _streams) > StreamsMax) await AdminProblem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"{StreamsMax} others are told of progress already.");
            else await TypedResults.ServerSentEvents(events).ExecuteAsync(context);
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    /// <returns>Null when there is none; the answer has been written then.</returns>
    private static async Task<PlanText?> TextAsync(HttpContext context, PlanBody body)
    {
        if (body.Files is { Count: > 0 } files && files.All(static file => file is { Path: ['/', ..], Text: not null }))
            return new PlanText(files[0].Path, [.. files.Select(static file => file.ToFile())]);
        await AdminProblem.WriteAsync(context, StatusCodes.Status400BadRequest, "'files' lists the plan's file and those it includes, each with its absolute 'path' and its 'text'.");
        return null;
    }

    private async Task RollbackAsync(HttpContext context, PlanDesk desk)
    {
        if (await AdminBody.ReadAsync(context, AdminJson.Default.RollbackBody, AdminBody.SmallBytesMax) is not { } body) return;
        var order = await OrderAsync(context, body.By, body.Why, PlanDoor.Rollback);
        await TellAsync(context, await _door.RollbackAsync(context.Who(), body.To, order, context.RequestAborted));
    }

    /// <summary>What cannot be read as an order was one all the same, and stands on record.</summary>
    private Task<Order> OrderAsync(HttpContext context, string? by, string? why, string action) => subject.Access.Audit.RefusalsOnRecordAsync(
        AdminOrder.AsSent(context, by, why), action, "", () => Task.FromResult(AdminOrder.Read(context, by, why)));

    private static PlanLane Lane(PlanBody body) => body.Share is { } share ? new PlanLane(Wish(share, body.BakeSeconds))
        : body.BakeSeconds is { } seconds ? new PlanLane(Stage: null, Wish(StageWish.ShareMax, seconds).Bake) : PlanLane.AtOnce;

    private static StageWish Wish(double share, double? seconds)
    {
        var bake = seconds is null ? StageWish.BakeDefault : seconds is > 0 and < 1e6 ? TimeSpan.FromSeconds(seconds.Value) : TimeSpan.Zero;
        var wish = new StageWish(share, bake);
        return wish.IsPossible ? wish : throw new StoreException(StoreErrors.BadStage, $"A share of {share} for {bake.TotalSeconds} s.");
    }

    private static Task TellAsync(HttpContext context, PlanOutcome outcome)
    {
        context.Response.Headers.ETag = Tag(outcome.Number);
        if (outcome.Proposal is not null) context.Response.StatusCode = StatusCodes.Status202Accepted;
        return WriteAsync(context, outcome, AdminJson.Default.PlanOutcome);
    }

    /// <summary>What others have changed since; nothing where that can no longer be told.</summary>
    private static async Task<IReadOnlyList<string>> SinceAsync(PlanDesk desk, OutdatedParentException fault, CancellationToken cancellation)
    {
        try
        {
            return fault is { Expected: { } expected, Live: { } live }
                && await desk.Store.Revisions.FindAsync(expected, cancellation) is { } before
                && await desk.Store.Revisions.FindAsync(live, cancellation) is { } after
                ? desk.Compare(before.Text, after.Text)
                : [];
        }
        catch (StoreException)
        {
            return [];
        }
    }

    private static async Task<StoredRevision> FindAsync(PlanDesk desk, int number, CancellationToken cancellation) =>
        await desk.Store.Revisions.FindAsync(number, cancellation) ?? throw new StoreException(StoreErrors.NoRevision, $"There is no revision {number}.");

    private static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) =>
        context.Response.WriteAsJsonAsync(value, type, null, context.RequestAborted);

    private static int Number(HttpContext context) => int.Parse((string)context.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);

    private static bool TryNumber(HttpContext context, string name, int otherwise, int max, out int number)
    {
        number = otherwise;
        var asked = context.Request.Query[name];
        return asked.Count == 0 || (int.TryParse(asked[0], CultureInfo.InvariantCulture, out number) && number >= 1 && number <= max);
    }

    private static string Tag(int number) => $"\"{number}\"";

    private static int? Parent(HttpContext context)
    {
        var match = context.Request.Headers[HeaderNames.IfMatch].ToString().AsSpan();
        return match is ['"', .. var number, '"'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parent) ? parent : null;
    }
}
