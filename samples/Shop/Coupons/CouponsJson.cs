using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Coupons;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Coupon))]
[JsonSerializable(typeof(CouponRequest))]
internal sealed partial class CouponsJson : JsonSerializerContext;
