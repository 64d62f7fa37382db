using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Core.Commands;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Yaml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Control.Admin;

/// <summary>The live plan, its history, and the ways to change it.</summary>
internal sealed class PlanRoutes(IAdminSubject subject)
{
    /// <summary>Revisions answered when the question does not say how many.</summary>
    private const int PageDefault = 50;

    /// <summary>Longest body of a plan, in bytes: JSON may double what the largest plan has.</summary>
    private const int PlanBodyBytesMax = 2 * PlanLimits.PlanBytesMax;

    /// <summary>Longest body of a rollback, in bytes.</summary>
    private const int RollbackBodyBytesMax = 16 * 1024;

    private readonly PlanDryRuns _dryRuns = new(subject.Runtime);

    public void Map(IEndpointRouteBuilder routes)
    {
        Get(routes, "/api/plan", StateAsync);
        Get(routes, "/api/plan/stage", StageAsync);
        Get(routes, "/api/plan/revisions", HistoryAsync);
        Get(routes, "/api/plan/revisions/{number:int}", RevisionAsync);
        Get(routes, "/api/plan/revisions/{number:int}/diff", DiffAsync);
        Post(routes, "/api/plan/revisions", PublishAsync);
        Post(routes, "/api/plan/rollback", RollbackAsync);
        Post(routes, "/api/plan/dry-run", DryRunAsync);
    }

    private void Get(IEndpointRouteBuilder routes, string path, Func<HttpContext, PlanDesk, Task> answer) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], context => NamedAsync(context, answer));

    private void Post(IEndpointRouteBuilder routes, string path, Func<HttpContext, PlanDesk, Task> answer) =>
        routes.MapPost(path, (RequestDelegate)(context => NamedAsync(context, answer))).WithMetadata(new CommandRoutes.Changes());

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

        if (await ReadAsync(context, AdminJson.Default.PlanBody, PlanBodyBytesMax) is not { } body) return;
        var order = Order(body.By, body.Why);
        if (await TextAsync(context, body) is not { } text) return;
        int? from = parent == 0 ? null : parent;
        await TellAsync(context, body.Share is { } share && subject.Stages is { } stages
            ? await stages.StageAsync(text, from, Wish(share, body.BakeSeconds), order, context.RequestAborted)
            : await desk.PublishAsync(text, from, order, context.RequestAborted));
    }

    /// <summary>Changes nothing, and needs neither a reason nor the number of a revision.</summary>
    private async Task DryRunAsync(HttpContext context, PlanDesk desk)
    {
        if (await ReadAsync(context, AdminJson.Default.PlanBody, PlanBodyBytesMax) is not { } body || await TextAsync(context, body) is not { } text) return;
        await WriteAsync(context, await _dryRuns.RunAsync(desk.Read(text), context.RequestAborted), AdminJson.Default.DryRunReport);
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
        if (await ReadAsync(context, AdminJson.Default.RollbackBody, RollbackBodyBytesMax) is not { } body) return;
        var order = Order(body.By, body.Why);
        // What is tried and not live yet is the first to be taken back.
        var takenBack = body.To is null && subject.Stages is { } stages ? await stages.TakeBackAsync(order, context.RequestAborted) : null;
        await TellAsync(context, takenBack ?? await desk.RollbackAsync(body.To, order, context.RequestAborted));
    }

    private static StageWish Wish(double share, double? seconds)
    {
        var bake = seconds is > 0 and < 1e6 ? TimeSpan.FromSeconds(seconds.Value) : StageWish.BakeDefault;
        var wish = new StageWish(share, bake);
        return wish.IsPossible ? wish : throw new StoreException(StoreErrors.BadStage, $"A share of {share} for {bake.TotalSeconds} s.");
    }

    private static Task TellAsync(HttpContext context, PlanOutcome outcome)
    {
        context.Response.Headers.ETag = Tag(outcome.Number);
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

    private static Order Order(string? by, string? why) => new(Word(CommandOrder.ByField, by, "by"), Word(CommandOrder.WhyField, why, "why"));

    private static string Word(Field<string> field, string? text, string name)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new StoreException(StoreErrors.NoReason, $"'{name}' is missing.");
        return ((ScalarShape<string>)field.Shape).Parse(text, out var word) is { } bad
            ? throw new StoreException(StoreErrors.NoReason, $"'{name}': {bad.Message}. {bad.Advice}")
            : word!;
    }

    /// <returns>Null when there is none; the answer has been written then.</returns>
    private static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int bytesMax)
        where T : class
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = bytesMax;
        try
        {
            if (await context.Request.ReadFromJsonAsync(type, context.RequestAborted) is { } body) return body;
            await AdminProblem.WriteAsync(context, StatusCodes.Status400BadRequest, "The body is an object.");
        }
        catch (JsonException fault)
        {
            await AdminProblem.WriteAsync(context, StatusCodes.Status400BadRequest, $"The body is not what is asked for: line {fault.LineNumber + 1}, {(fault.Path is { } path ? $"at {path}" : "unreadable")}.");
        }
        catch (BadHttpRequestException fault)
        {
            await AdminProblem.WriteAsync(context, fault.StatusCode, $"The body has at most {bytesMax} bytes, sent at once.");
        }

        return null;
    }

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
