using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Nodes;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReadyLine))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(BehaviourDocument))]
[JsonSerializable(typeof(WorkCounters))]
internal sealed partial class NodeJson : JsonSerializerContext;
