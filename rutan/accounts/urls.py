"""Pages of accounts and roles; those of signing in stand in ``rutan.urls``."""

from django.urls import path

from rutan.accounts import views_approvals, views_users

app_name = "accounts"
urlpatterns = [
    path("users/", views_users.users, name="users"),
    path("users/new/", views_users.user_new, name="user_new"),
    path("users/<int:user_id>/", views_users.user, name="user"),
    path("users/<int:user_id>/password/", views_users.password, name="password"),
    path("users/<int:user_id>/deactivate/", views_users.deactivate, name="deactivate"),
    path("users/<int:user_id>/activate/", views_users.activate, name="activate"),
    path("roles/<int:assignment_id>/withdraw/", views_users.withdraw, name="withdraw"),
    path("approvals/", views_approvals.approvals, name="approvals"),
    path("approvals/<int:assignment_id>/approve/", views_approvals.approve, name="approve"),
    path("approvals/<int:assignment_id>/decline/", views_approvals.decline, name="decline"),
]
