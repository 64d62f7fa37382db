using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Recommendations;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RecommendationList))]
internal sealed partial class RecommendationsJson : JsonSerializerContext;
