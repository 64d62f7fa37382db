using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Orders;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderList))]
[JsonSerializable(typeof(OrderRequest))]
internal sealed partial class OrdersJson : JsonSerializerContext;
