using System.CommandLine;

namespace Holdfast.Cli.Plans;

/// <summary><c>holdfast plan</c>.</summary>
internal static class PlanVerb
{
    public static Command Create() => new("plan", "Work with plans, and with the revisions of the running process.")
    {
        ValidateVerb.Create(),
        DiffVerb.Create(),
        SchemaVerb.Create(),
        ExplainVerb.Create(),
        DryRunVerb.Create(),
        PublishVerb.Create(),
        FollowVerb.Create(),
        RevisionVerbs.History(),
        RevisionVerbs.Show(),
        RevisionVerbs.Rollback(),
        ProposalVerbs.Proposals(),
        ProposalVerbs.Approve(),
        ProposalVerbs.Decline(),
    };
}
