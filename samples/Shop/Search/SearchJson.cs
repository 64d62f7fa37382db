using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Search;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SearchResult))]
internal sealed partial class SearchJson : JsonSerializerContext;
