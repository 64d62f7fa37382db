using System.CommandLine;
using Holdfast.Cli.Admin;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Plans;

/// <summary><c>plan proposals</c>, <c>approve</c> and <c>decline</c>: plans that wait for a second owner.</summary>
internal static class ProposalVerbs
{
    private const int LineMax = 400;

    public static Command Proposals()
    {
        var admin = new AdminOptions();
        var command = new Command("proposals", "List plans that wait for a second owner.") { admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var waiting = await client.PlanAsync("/proposals", AdminJson.Default.IReadOnlyListProposal, cancellation);
            if (waiting.Count == 0) Console.Out.WriteLine("none waits");
            foreach (var one in waiting) Tell(one);
            return ExitCode.Fine;
        });
        return command;
    }

    public static Command Approve() => Answer("approve", "Have a plan go live that another owner wants.");

    public static Command Decline() => Answer("decline", "Have a plan that waits be forgotten.");

    private static Command Answer(string name, string about)
    {
        var number = new Argument<int>("NUMBER") { Description = "As 'plan proposals' lists it." };
        var (command, reason, admin) = RevisionVerbs.Change(name, about);
        command.Add(number);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var body = new ProposalBody { By = RevisionVerbs.By, Why = parsed.GetValue(reason) };
            return RevisionVerbs.Tell(await client.ChangePlanAsync($"/proposals/{parsed.GetValue(number)}/{name}", body, AdminJson.Default.ProposalBody, parent: null, cancellation));
        });
        return command;
    }

    private static void Tell(Proposal one)
    {
        Console.Out.WriteLine(Printable.Of($"{one.Number}  {one.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {one.By}: {one.Why}; for {string.Join(", ", one.Interfaces)}; may be approved by {string.Join(", ", one.Owners)}", LineMax));
        foreach (var change in one.Changes) Console.Out.WriteLine($"  {Printable.Of(change, LineMax)}");
    }
}
