namespace Shop.Coupons;

internal sealed record CouponRequest(string? User, string? Campaign);
