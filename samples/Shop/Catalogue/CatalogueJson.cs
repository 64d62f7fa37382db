using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Catalogue;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(ItemPage))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
