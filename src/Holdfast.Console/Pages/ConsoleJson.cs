using System.Text.Json.Serialization;
using Holdfast.WebConsole.Access;
using Holdfast.WebConsole.Commands;
using Holdfast.WebConsole.Degrading;
using Holdfast.WebConsole.Interfaces;
using Holdfast.WebConsole.Interfaces.Layers;
using Holdfast.WebConsole.Interfaces.One;
using Holdfast.WebConsole.Now;
using Holdfast.WebConsole.Observed;
using Holdfast.WebConsole.Plans;
using Holdfast.WebConsole.Principles;
using Holdfast.WebConsole.Services;
using Holdfast.WebConsole.Stopping;
using Holdfast.WebConsole.Switches;
using Holdfast.WebConsole.Timeline;
using Holdfast.WebConsole.Why;

namespace Holdfast.WebConsole.Pages;

/// <summary>How the pages write their JSON. Every type is listed: nothing is found by reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NowView))]
[JsonSerializable(typeof(InterfacesView))]
[JsonSerializable(typeof(InterfaceView))]
[JsonSerializable(typeof(LayersView))]
[JsonSerializable(typeof(ObservedView))]
[JsonSerializable(typeof(ServicesView))]
[JsonSerializable(typeof(WhyListView))]
[JsonSerializable(typeof(WhyTraceView))]
[JsonSerializable(typeof(TimelineView))]
[JsonSerializable(typeof(PrinciplesView))]
[JsonSerializable(typeof(PrincipleView))]
[JsonSerializable(typeof(AccessView))]
[JsonSerializable(typeof(RecordView))]
[JsonSerializable(typeof(NewTokenView))]
[JsonSerializable(typeof(RevokeView))]
[JsonSerializable(typeof(StopView))]
[JsonSerializable(typeof(SwitchesView))]
[JsonSerializable(typeof(DegradationView))]
[JsonSerializable(typeof(CommandView))]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(RevisionView))]
[JsonSerializable(typeof(RollbackView))]
[JsonSerializable(typeof(DiffView))]
[JsonSerializable(typeof(EditView))]
[JsonSerializable(typeof(StageView))]
[JsonSerializable(typeof(WaitingView))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonNode))]
[JsonSerializable(typeof(long[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(TimeSpan))]
internal sealed partial class ConsoleJson : JsonSerializerContext;
