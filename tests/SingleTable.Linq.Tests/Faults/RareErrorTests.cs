using System.Reflection;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using SingleTable.Linq.InMemory;
using SingleTable.Linq.Planning;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Faults;

/// <summary>Errors that no code of a user raises by itself, so that their pages in docs/errors have no example.</summary>
public sealed class RareErrorTests
{
    [Fact]
    public async Task What_nobody_foresaw_in_a_query_is_an_error_of_ours_with_its_cause()
    {
        var db = await NewAsync(InMemoryDynamoDb.NewClient());
        var query = db.Teams.AsQueryable().Expression;
        var cause = new InvalidCastException("of some planner");
        var error = Should.Throw<QueryTranslationException>(() => QueryPlanner.Plan(query, [], db.RuntimeState.Model, _ => throw cause));
        error.Code.ShouldBe("STL1000");
        error.InnerException.ShouldBe(cause);
        error.Message.ShouldContain("InvalidCastException");
        error.Message.ShouldNotContain("of some planner");
    }

    [Fact]
    public async Task An_item_that_comes_back_as_another_type_is_told()
    {
        var db = await NewAsync(OtherTypes.Wrap(InMemoryDynamoDb.NewClient()));
        await db.Teams.PutAsync(new Team { OrganizationId = "o1", Id = "t1", Name = "Core" });
        var error = await Should.ThrowAsync<SingleTableException>(
            () => db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1").UpdateAsync(u => u.Set(t => t.Name, "Platform")));
        (error.Code, error.Entity, error.Operation).ShouldBe(("STL4102", "Team", "UpdateItem"));
        error.Message.ShouldEndWith("Give each type keys of its own, and repair the item.");
    }

    private static async Task<SaasTable> NewAsync(IAmazonDynamoDB client)
    {
        var db = new SaasTable(new TableOptions<SaasTable>(client).ForTenant("acme"));
        await db.EnsureTableAsync();
        return db;
    }

    /// <summary>A client whose updates bring back items of another entity.</summary>
    public class OtherTypes : DispatchProxy
    {
        private IAmazonDynamoDB _target = null!;

        public static IAmazonDynamoDB Wrap(IAmazonDynamoDB target)
        {
            var proxy = Create<IAmazonDynamoDB, OtherTypes>();
            ((OtherTypes)proxy)._target = target;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var result = targetMethod!.Invoke(_target, BindingFlags.DoNotWrapExceptions, null, args, null);
            return result is Task<UpdateItemResponse> update ? ChangedAsync(update) : result;
        }

        private static async Task<UpdateItemResponse> ChangedAsync(Task<UpdateItemResponse> update)
        {
            var response = await update;
            response.Attributes["_type"] = new("acme#Project");
            return response;
        }
    }
}
