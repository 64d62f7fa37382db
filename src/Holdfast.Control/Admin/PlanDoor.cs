using Holdfast.Control.Access;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Core.Plan.Words;
using Holdfast.Core.Staging;

namespace Holdfast.Control.Admin;

/// <summary>Has a plan go live for somebody: within what they may change, with a second owner's word where the plan asks for one, and on record where it is refused. The one way for the API and for pages.</summary>
public sealed class PlanDoor(IAdminSubject subject)
{
    /// <summary>What stands on record.</summary>
    public const string Publish = "plan.publish";

    /// <inheritdoc cref="Publish"/>
    public const string Approve = "plan.approve";

    /// <inheritdoc cref="Publish"/>
    public const string Decline = "plan.decline";

    /// <inheritdoc cref="Publish"/>
    public const string Rollback = "plan.rollback";

    /// <inheritdoc cref="Publish"/>
    public const string TakeBack = "plan.take-back";

    private const string NotProven = "The token of the data folder, and a link that was made by it, say nothing of who asks";

    private AuditDesk Audit => subject.Access.Audit;

    private PlanDesk Desk => subject.Plans ?? throw new StoreException(StoreErrors.Away, "This process keeps no revisions.");

    /// <summary>Publishes a plan, has it tried, or has it wait for a second owner.</summary>
    /// <param name="parent">The revision it was made from; null: there was none.</param>
    /// <exception cref="StoreException">It is refused, with the reason; nothing has changed.</exception>
    public Task<PlanOutcome> PublishAsync(Identity who, PlanText text, int? parent, PlanLane lane, Order order, CancellationToken cancellation) =>
        Audit.RefusalsOnRecordAsync(order, Publish, "", async () =>
        {
            var (plan, live) = (Desk.Read(text), Desk.Live);
            var touch = PlanTouch.Of(live.Plan, plan);
            Within(who, touch);
            if (FourEyes.Of(live.Plan, touch) is not { Count: > 0 } guarded) return await GoAsync(text, parent, lane, order, cancellation, live.Digest);
            // From an outdated one there is nothing to approve: what it changes is not what it seems to.
            if (parent != live.Number) throw new OutdatedParentException(parent, live.Number);
            // Whose name it is said under must be theirs: else whoever wants it could be the second owner, too.
            if (!IsProven(who)) throw new StoreException(StoreErrors.SecondOwner, $"{NotProven}; whoever sends a change of {string.Join(", ", guarded)} signs in, or has a token of his own.");
            var proposals = subject.Proposals ?? throw new StoreException(StoreErrors.SecondOwner, "This process has nobody to ask.");
            var proposal = proposals.Add(text, lane, (number, now, until) => new Proposal(
                number, order.By, order.Why, now, until, parent, guarded, FourEyes.Owners(live.Plan, guarded),
                [.. PlanDiff.Compare(live.Plan, plan).Select(static change => change.ToString())]));
            await Audit.AppendAsync(new AuditDraft(order, "plan.propose", $"proposal {proposal.Number}", "", string.Join(", ", guarded)), CancellationToken.None);
            return new PlanOutcome(
                Changed: false, live.Number, $"proposal {proposal.Number} waits for another owner of {string.Join(", ", guarded)}: 'holdfast plan approve {proposal.Number}'", proposal.Changes)
            {
                Proposal = proposal.Number,
            };
        });

    /// <summary>A second owner has it go live, as it was to.</summary>
    /// <exception cref="StoreException">It is refused, with the reason; it waits on.</exception>
    public Task<PlanOutcome> ApproveAsync(Identity who, int number, Order order, CancellationToken cancellation) =>
        Audit.RefusalsOnRecordAsync(order, Approve, $"proposal {number}", async () =>
        {
            var proposals = subject.Proposals ?? throw new StoreException(StoreErrors.NoProposal, "None waits.");
            var waiting = proposals.Find(number);
            var proposal = waiting.Proposal;
            Second(who, proposal);
            // Who may not publish it by what was shown may not have it published either.
            Within(who, PlanTouch.Of(Desk.Live.Plan, Desk.Read(waiting.Text)));
            if (!proposals.TryTake(number)) throw new StoreException(StoreErrors.NoProposal, $"Somebody else has proposal {number} in hand.");
            try
            {
                var outcome = await GoAsync(waiting.Text, proposal.Parent, waiting.Lane, Both(proposal, who), cancellation);
                await Audit.AppendAsync(new AuditDraft(order, Approve, $"proposal {number}", $"by {proposal.By}", $"revision {outcome.Number}"), CancellationToken.None);
                return outcome;
            }
            catch
            {
                proposals.PutBack(waiting);
                throw;
            }
        });

    /// <summary>It is not to go live: by the word of whoever sent it, of an owner who could approve it, or of an admin.</summary>
    /// <exception cref="StoreException">It is refused, with the reason; it waits on.</exception>
    public Task<PlanOutcome> DeclineAsync(Identity who, int number, Order order) =>
        Audit.RefusalsOnRecordAsync(order, Decline, $"proposal {number}", async () =>
        {
            var proposals = subject.Proposals ?? throw new StoreException(StoreErrors.NoProposal, "None waits.");
            var waiting = proposals.Find(number);
            var proposal = waiting.Proposal;
            if (!who.May(Role.Admin) && !(IsProven(who) && proposal.Owners.Append(proposal.By).Contains(who.Name, StringComparer.OrdinalIgnoreCase)))
                throw new StoreException(StoreErrors.SecondOwner, $"'{who.Name}' has not sent proposal {number}, and is no owner of {string.Join(", ", proposal.Interfaces)}: {proposal.By} declines it, an admin, or {Asked(proposal)}.");
            if (!proposals.TryTake(number)) throw new StoreException(StoreErrors.NoProposal, $"Somebody else has proposal {number} in hand.");
            try
            {
                await Audit.AppendAsync(new AuditDraft(order, Decline, $"proposal {number}", $"by {proposal.By}", ""), CancellationToken.None);
            }
            catch
            {
                proposals.PutBack(waiting);
                throw;
            }

            return new PlanOutcome(Changed: true, Desk.Live.Number, $"proposal {number} is declined; revision {Desk.Live.Number} stays live", []);
        });

    /// <summary>Takes back what is tried, or makes an earlier revision live again. A way back waits for nobody: what it leads to was live, or approved, before.</summary>
    /// <param name="to">Null: what is tried; where nothing is, the revision that the live one was made from.</param>
    /// <exception cref="StoreException">It is refused, with the reason; nothing has changed.</exception>
    public Task<PlanOutcome> RollbackAsync(Identity who, int? to, Order order, CancellationToken cancellation) =>
        Audit.RefusalsOnRecordAsync(order, Rollback, to is null ? "" : $"revision {to}", async () =>
        {
            Whole(who);
            // What is tried and not live yet is the first to be taken back.
            var takenBack = to is null && subject.Stages is { } stages ? await stages.TakeBackAsync(order, cancellation) : null;
            return takenBack ?? await Desk.RollbackAsync(to, order, cancellation, FourEyes.Kept);
        });

    /// <summary>Takes back what is tried, or live and watched.</summary>
    /// <returns>Null: nothing is.</returns>
    /// <exception cref="StoreException">It is refused, with the reason; nothing has changed.</exception>
    public Task<PlanOutcome?> TakeBackAsync(Identity who, Order order, CancellationToken cancellation) =>
        Audit.RefusalsOnRecordAsync(order, TakeBack, "", async () =>
        {
            Whole(who);
            return subject.Stages is { } stages ? await stages.TakeBackAsync(order, cancellation) : null;
        });

    private Task<PlanOutcome> GoAsync(PlanText text, int? parent, PlanLane lane, Order order, CancellationToken cancellation, string? judged = null) => lane.Stage is { } wish && subject.Stages is { } stages
        ? stages.StageAsync(text, parent, wish, order, cancellation, judged)
        : lane.Bake is { } bake && subject.Stages?.Bakes is { } bakes ? bakes.PublishAsync(text, parent, bake, order, cancellation, judged)
        : Desk.PublishAsync(text, parent, order, cancellation, judged);

    /// <summary>Whoever may change some interfaces alone publishes what changes these and nothing else, and draws no requests to them.</summary>
    private static void Within(Identity who, PlanTouch touch)
    {
        if (who.Interfaces.Count == 0) return;
        var allowed = $"'{who.Name}' may change {string.Join(", ", who.Interfaces)}";
        if (touch.Services.Count > 0 || touch.HasOthers) throw new StoreException(AccessErrors.Scope, $"{allowed}, and this plan changes what is others' too.");
        if (touch.Interfaces.FirstOrDefault(name => !who.Interfaces.Contains(name, StringComparer.Ordinal)) is { } other) throw new StoreException(AccessErrors.Scope, $"{allowed}, and this plan changes {other}.");
        if (touch.MovesRequests) throw new StoreException(AccessErrors.Scope, $"{allowed}, and not which requests find them: others' may be among these.");
    }

    private static void Whole(Identity who)
    {
        if (who.Interfaces.Count > 0) throw new StoreException(AccessErrors.Scope, $"'{who.Name}' may change {string.Join(", ", who.Interfaces)}, and a rollback is about the whole plan.");
    }

    private static void Second(Identity who, Proposal proposal)
    {
        var asked = Asked(proposal);
        // Several people share that token: who asks by it could be the one who wants it.
        if (!IsProven(who)) throw new StoreException(StoreErrors.SecondOwner, $"{NotProven}; an owner signs in or has a token of his own: {asked}.");
        if (string.Equals(who.Name, proposal.By, StringComparison.OrdinalIgnoreCase)) throw new StoreException(StoreErrors.SecondOwner, $"'{who.Name}' wants it; another approves it: {asked}.");
        if (!proposal.Owners.Contains(who.Name, StringComparer.OrdinalIgnoreCase)) throw new StoreException(StoreErrors.SecondOwner, $"'{who.Name}' is no owner of {string.Join(", ", proposal.Interfaces)}: {asked}.");
    }

    private static bool IsProven(Identity who) => who is { IsShared: false, IsVouchedFor: false };

    private static string Asked(Proposal proposal) => proposal.Owners.Count == 0 ? "nobody owns all of what it changes" : string.Join(", ", proposal.Owners);

    private static Order Both(Proposal proposal, Identity who) => new(proposal.By, $"{proposal.Why} (approved by {who.Name})");
}
