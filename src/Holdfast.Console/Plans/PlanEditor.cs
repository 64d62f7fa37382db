using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Words;
using Holdfast.Core.Staging;
using Holdfast.WebConsole.Pages;
using Microsoft.AspNetCore.Http;

namespace Holdfast.WebConsole.Plans;

/// <summary>Checks and publishes what somebody has written in a browser.</summary>
internal static class PlanEditor
{
    public const string DoName = "do";
    public const string DoPublish = "publish";
    public const string ParentName = "parent";
    public const string PathName = "path";
    public const string TextName = "text";

    /// <summary>Changes named in the outcome; the revision's page has all of them.</summary>
    private const int ChangesShownMax = 10;

    public static async Task<Posted<EditView>> PostAsync(Visit visit, IFormCollection form)
    {
        if (visit.Subject.Plans is not { } desk || Read(form) is not { } view) return Posted<EditView>.Missing;
        var text = PlanFileText.ToPlan(view.Files);
        var read = desk.Check(text);
        // Whoever only tries it is refused nothing.
        if (!read.IsGood && form[DoName] == DoPublish) await visit.Subject.Access.Audit.RefusedAsync(new AuditDraft(new Order(visit.Who, view.Why), PlanDoor.Publish, "", "", ""), StoreErrors.BadPlan, CancellationToken.None);
        if (!read.IsGood)
            return new(view with { IsChecked = true, Faults = [.. read.Errors.Select(error => PlanFault.Of(error, view.Files))], FaultsTotal = read.ErrorsTotal }, StatusCodes.Status422UnprocessableEntity);
        var seen = Compared(desk, view, read.Plan!);
        if (form[DoName] != DoPublish) return new(await TriedAsync(visit, seen, read.Plan!));
        if (view.How.TryRead(visit, out var lane) is { } bad) return new(seen with { Objection = bad }, StatusCodes.Status400BadRequest);
        try
        {
            var outcome = await new PlanDoor(visit.Subject).PublishAsync(visit.Identity, text, view.Parent == 0 ? null : view.Parent, lane, await visit.OrderAsync(PlanDoor.Publish, "", view.Why), visit.Gone);
            var next = outcome.Proposal is { } waits ? $"/plan/waiting?{WaitingView.NumberName}={waits}" : lane.Stage is null ? "/plan" : "/plan/stage";
            return Posted<EditView>.Gone(next, new Slip(outcome.Changed, outcome.Text, [.. outcome.Changes.Take(ChangesShownMax)]));
        }
        catch (StoreException fault)
        {
            return new(seen with { Objection = $"{fault.Known.Id}: {fault.Message}" }, fault.Known.Status ?? StatusCodes.Status409Conflict);
        }
    }

    /// <summary>A plan that was drafted, looked at as if somebody had written it and asked: whoever may publish it needs one click.</summary>
    public static async Task<EditView> DraftedAsync(Visit visit, PlanDesk desk, ObservedPlan drafted)
    {
        var live = await StoreAsking.AskAsync<IReadOnlyList<Activation>>(async () => await desk.Store.Revisions.ActivationsAsync(null, 1, visit.Gone));
        var view = Compared(desk, new EditView(
            live is { Count: > 0 } ? live[0].Revision : 0, visit.Text.Of("observed.why", drafted.Calls), PlanFileText.Of(drafted.Text), IsChecked: false, [], 0, [], [], ""), drafted.Plan);
        return visit.MayChange ? await TriedAsync(visit, view, drafted.Plan) : view;
    }

    /// <summary>What it would have done to the last calls, and whether a part of the next can try it.</summary>
    private static async Task<EditView> TriedAsync(Visit visit, EditView view, HoldfastPlan plan)
    {
        if (view.Changes.Count == 0) return view;
        if (visit.Subject.Plans!.LivePlan is { } live) view = view with { WhyNotTried = StageScope.Of(live, plan).WhyNot ?? "" };
        try
        {
            return view with { DryRun = await visit.DryRuns.RunAsync(plan, visit.Gone) };
        }
        catch (StoreException fault)
        {
            return view with { DryRunFault = $"{fault.Known.Id}: {fault.Message}" };
        }
    }

    /// <summary>Of a live plan that was never written only its meaning can be compared.</summary>
    private static EditView Compared(PlanDesk desk, EditView view, HoldfastPlan plan) => view with
    {
        IsChecked = true,
        Changes = [.. PlanDiff.Compare(desk.Live.Plan, plan).Select(static change => change.ToString())],
        Lines = desk.Live.Text is { } live ? DiffLine.Of(PlanFileText.Of(live), view.Files) : [],
    };

    /// <returns>Null where it is no form of ours.</returns>
    private static EditView? Read(IFormCollection form)
    {
        var (paths, texts) = (form[PathName], form[TextName]);
        if (paths.Count == 0 || paths.Count != texts.Count || !int.TryParse(form[ParentName], out var parent)) return null;
        // Browsers end the lines of what they post with two characters.
        var files = paths.Zip(texts, static (path, text) => new PlanFileText(path ?? "", (text ?? "").ReplaceLineEndings("\n"))).ToArray();
        return files.Any(static file => !file.Path.StartsWith('/')) ? null
            : new EditView(parent, form[Parts.OrderFields.WhyName].ToString(), files, IsChecked: false, [], 0, [], [], "") { How = StageForm.Read(form) };
    }
}
