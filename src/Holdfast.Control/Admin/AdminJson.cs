using System.Text.Json.Serialization;
using Holdfast.Control.Access;
using Holdfast.Control.History;
using Holdfast.Control.Plans;
using Holdfast.Core.Commands;
using Holdfast.Core.Discovery;
using Holdfast.Core.DryRuns;
using Holdfast.Core.Principles;
using Holdfast.Core.Signals;
using Holdfast.Core.Telemetry;
using Holdfast.Core.Telemetry.Why;

namespace Holdfast.Control.Admin;

/// <summary>How the admin API writes, and its clients read. Every type is listed: nothing is found by reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(IReadOnlyList<WhyReport>))]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(IReadOnlyList<Signal>))]
[JsonSerializable(typeof(IReadOnlyList<PrincipleEntry>))]
[JsonSerializable(typeof(IReadOnlyList<CommandEntry>))]
[JsonSerializable(typeof(CommandBody))]
[JsonSerializable(typeof(CommandAnswer))]
[JsonSerializable(typeof(HistoryReport))]
[JsonSerializable(typeof(IReadOnlyList<Switch>))]
[JsonSerializable(typeof(AdminProblem))]
[JsonSerializable(typeof(PlanBody))]
[JsonSerializable(typeof(DryRunReport))]
[JsonSerializable(typeof(ObservedReport))]
[JsonSerializable(typeof(ObservedDraft))]
[JsonSerializable(typeof(StageReport))]
[JsonSerializable(typeof(PlanOutcome))]
[JsonSerializable(typeof(IReadOnlyList<Proposal>))]
[JsonSerializable(typeof(ProposalBody))]
[JsonSerializable(typeof(PlanState))]
[JsonSerializable(typeof(RevisionDiff))]
[JsonSerializable(typeof(RevisionPage))]
[JsonSerializable(typeof(RevisionTexts))]
[JsonSerializable(typeof(RollbackBody))]
[JsonSerializable(typeof(Core.Layers.Effective.EffectiveReport))]
[JsonSerializable(typeof(Identity))]
[JsonSerializable(typeof(IReadOnlyList<TokenEntry>))]
[JsonSerializable(typeof(TokenBody))]
[JsonSerializable(typeof(RevokeBody))]
[JsonSerializable(typeof(SessionEntry))]
[JsonSerializable(typeof(IReadOnlyList<SessionEntry>))]
[JsonSerializable(typeof(EndSessionBody))]
[JsonSerializable(typeof(MadeToken))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(LoginBody))]
[JsonSerializable(typeof(LoginLink))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(uint))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(TimeSpan))]
public sealed partial class AdminJson : JsonSerializerContext;
