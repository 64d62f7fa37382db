using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Accounts;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Registration))]
internal sealed partial class AccountsJson : JsonSerializerContext;
