using System.Text.Json.Serialization;

namespace Holdfast.WebConsole.Streaming;

/// <summary>How deltas are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LiveDelta))]
internal sealed partial class LiveJson : JsonSerializerContext;
