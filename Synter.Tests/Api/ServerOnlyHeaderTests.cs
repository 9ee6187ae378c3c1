using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Synter.Web.Api;

namespace Synter.Tests.Api;

public sealed class ServerOnlyHeaderTests
{
    [Theory]
    [InlineData("X-Metering-Tokens", false)]
    [InlineData("x-metering-anything", false)]
    [InlineData("X-Synter-Workspace", false)]
    [InlineData("x-synter-staff", false)]
    [InlineData("X-Requested-With", true)]
    [InlineData("Idempotency-Key", true)]
    public async Task Request_WhatOnlyOurServersSay_IsTakenOff(string header, bool stays)
    {
        var seen = false;
        var boundary = new ApiBoundary(
            context =>
            {
                seen = context.Request.Headers.ContainsKey(header);
                return Task.CompletedTask;
            },
            NullLogger<ApiBoundary>.Instance);
        var context = new DefaultHttpContext { Request = { Path = "/api/v1/agent-types" } };
        context.Request.Headers[header] = "forged";

        await boundary.InvokeAsync(context);

        Assert.Equal(stays, seen);
    }
}
