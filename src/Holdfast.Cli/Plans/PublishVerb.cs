using System.CommandLine;
using System.Globalization;
using Holdfast.Cli.Starting;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Cli.Plans;

/// <summary><c>holdfast plan publish</c>: a plan goes live, at once or after a share of the requests has tried it.</summary>
internal static class PublishVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The plan; what it includes goes with it." };
        var parent = new Option<int?>("--parent") { Description = "The revision it was made from (default: the live one).", HelpName = "REV" };
        var now = new Option<bool>("--now") { Description = "Make it live at once, and do not watch it." };
        var stage = new Option<string?>("--stage") { Description = "Have this share of the requests try it first, e.g. 10%; it is taken back by itself when it is worse.", HelpName = "SHARE" };
        var bake = new Option<string?>("--bake") { Description = "With --stage: how long it is tried before it goes live. Else: how long it is watched after it went live, and taken back by itself when calls go worse (default 2m).", HelpName = "TIME" };
        var (command, reason, admin) = RevisionVerbs.Change("publish", "Make a plan live, as a new revision.");
        command.Add(file);
        command.Add(parent);
        command.Add(now);
        command.Add(stage);
        command.Add(bake);
        command.SetAction(async (parsed, cancellation) =>
        {
            var (share, seconds) = Wish(parsed.GetValue(now), parsed.GetValue(stage), parsed.GetValue(bake));
            var edition = PlanFile.OnDisk(parsed.GetValue(file)!).Read();
            if (!edition.Result.IsGood || edition.Text is not { } text)
            {
                await Console.Error.WriteAsync(PlanErrorText.Of(edition.Result, new SourceLines(new DiskPlanFiles())));
                return ExitCode.BadInput;
            }

            using var client = admin.Connect(parsed);
            var from = parsed.GetValue(parent) ?? (await client.PlanAsync("", AdminJson.Default.PlanState, cancellation)).Parent;
            var body = new PlanBody
            {
                By = RevisionVerbs.By, Why = parsed.GetValue(reason), Share = share, BakeSeconds = seconds, Files = [.. text.Files.Select(PlanFileEntry.Of)],
            };
            var outcome = await client.ChangePlanAsync("/revisions", body, AdminJson.Default.PlanBody, from, cancellation);
            RevisionVerbs.Tell(outcome);
            if (outcome.Proposal is not null) return ExitCode.WaitedInVain;
            return share is null ? ExitCode.Fine : await FollowVerb.FollowAsync(client, outcome.Number, cancellation);
        });
        return command;
    }

    /// <exception cref="StartException">What was said is not understood, or at odds.</exception>
    internal static (double? Share, double? Seconds) Wish(bool now, string? stage, string? bake)
    {
        if (now && (stage ?? bake) is not null) throw StartException.BadInput($"--now and {(stage is null ? "--bake" : "--stage")} are at odds: give one of them");
        return now ? (null, null) : (stage is null ? null : Share(stage), bake is not null ? Seconds(bake) : stage is null ? StageWish.BakeDefault.TotalSeconds : null);
    }

    private static double Share(string text)
    {
        var isPercent = text.EndsWith('%');
        return double.TryParse(isPercent ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? isPercent ? number / 100 : number
            : throw StartException.BadInput($"--stage is a share like 10% or 0.1, not '{text}'");
    }

    private static double Seconds(string text) => ((ScalarShape<TimeSpan>)Shapes.Duration(StageWish.BakeMin, StageWish.BakeMax)).Parse(text, out var time) is { } bad
        ? throw StartException.BadInput($"--bake: {bad.Message}. {bad.Advice}")
        : time.TotalSeconds;
}
